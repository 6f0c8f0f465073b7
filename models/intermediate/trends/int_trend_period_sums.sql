-- x: items of an author that show the trend, n: items of its garment type; sums over the authors of a segment in a period
with trends as (

    select * from {{ ref('int_trends') }}

),

author_periods as (

    select
        author_week_sets.author_id,
        periods.period,
        facets.facet_number,
        cast(sum(author_week_sets.item_count) as bigint) as item_count
    from {{ ref('int_author_week_sets') }} as author_week_sets
    inner join {{ ref('int_trend_periods') }} as periods on author_week_sets.week = periods.week
    inner join {{ ref('int_trend_facets') }} as facets on author_week_sets.label_set_number = facets.label_set_number
    group by author_week_sets.author_id, periods.period, facets.facet_number

),

-- n of the rows that show a trend, so that x and n stand side by side; null in the rows of garment types themselves
paired_periods as (

    select
        shown.author_id,
        shown.period,
        shown.facet_number,
        shown.item_count,
        worn.item_count as base_item_count
    from author_periods as shown
    left join trends on shown.facet_number = trends.trend_number
    left join author_periods as worn
        on
            shown.author_id = worn.author_id
            and shown.period = worn.period
            and -trends.base_label_number = worn.facet_number

),

group_sums as (

    select
        trend_authors.group_number,
        paired_periods.period,
        paired_periods.facet_number,
        count(*) as author_count,
        sum(paired_periods.item_count) as sum_x,
        sum(paired_periods.item_count * paired_periods.item_count) as sum_xx,
        sum(paired_periods.item_count * paired_periods.base_item_count) as sum_xn
    from paired_periods
    inner join {{ ref('int_trend_authors') }} as trend_authors on paired_periods.author_id = trend_authors.author_id
    group by trend_authors.group_number, paired_periods.period, paired_periods.facet_number

),

segment_sums as (

    select
        group_segments.segment_number,
        group_sums.period,
        group_sums.facet_number,
        sum(group_sums.author_count) as author_count,
        sum(group_sums.sum_x) as sum_x,
        sum(group_sums.sum_xx) as sum_xx,
        sum(group_sums.sum_xn) as sum_xn
    from group_sums
    inner join {{ ref('int_trend_group_segments') }} as group_segments
        on group_sums.group_number = group_segments.group_number
    group by group_segments.segment_number, group_sums.period, group_sums.facet_number

),

period_sums as (

    select
        trends.trend_id,
        base_sums.segment_number,
        base_sums.period,
        base_sums.author_count as base_author_count,
        base_sums.sum_x as sum_n,
        base_sums.sum_xx as sum_nn,
        coalesce(trend_sums.author_count, 0) as author_count,
        coalesce(trend_sums.sum_x, 0) as sum_x,
        coalesce(trend_sums.sum_xx, 0) as sum_xx,
        coalesce(trend_sums.sum_xn, 0) as sum_xn
    from segment_sums as base_sums
    inner join trends on base_sums.facet_number = -trends.base_label_number
    left join segment_sums as trend_sums
        on
            base_sums.segment_number = trend_sums.segment_number
            and base_sums.period = trend_sums.period
            and trends.trend_number = trend_sums.facet_number

)

select * from period_sums
