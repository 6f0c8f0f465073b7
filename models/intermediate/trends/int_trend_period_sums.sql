-- x: items of an author that show the trend, n: items of its garment type; sums over the authors of a segment in a period
with trends as (

    select * from {{ ref('int_trends') }}

),

facets as (

    select * from {{ ref('int_trend_facets') }}

),

author_periods as (

    select
        author_week_sets.author_id,
        periods.period,
        facets.facet_number,
        sum(author_week_sets.item_count) as item_count
    from {{ ref('int_author_week_sets') }} as author_week_sets
    inner join {{ ref('int_trend_periods') }} as periods on author_week_sets.week = periods.week
    inner join facets on author_week_sets.label_set_number = facets.label_set_number
    group by author_week_sets.author_id, periods.period, facets.facet_number

),

author_segments as (

    select
        trend_authors.author_id,
        group_segments.segment_number
    from {{ ref('int_trend_authors') }} as trend_authors
    inner join {{ ref('int_trend_group_segments') }} as group_segments
        on trend_authors.group_number = group_segments.group_number

),

base_sums as (

    select
        author_segments.segment_number,
        author_periods.period,
        author_periods.facet_number,
        count(*) as base_author_count,
        sum(author_periods.item_count) as sum_n,
        sum(author_periods.item_count * author_periods.item_count) as sum_nn
    from author_periods
    inner join author_segments on author_periods.author_id = author_segments.author_id
    where author_periods.facet_number < 0
    group by author_segments.segment_number, author_periods.period, author_periods.facet_number

),

trend_sums as (

    select
        author_segments.segment_number,
        shown.period,
        shown.facet_number,
        count(*) as author_count,
        sum(shown.item_count) as sum_x,
        sum(shown.item_count * shown.item_count) as sum_xx,
        sum(shown.item_count * worn.item_count) as sum_xn
    from author_periods as shown
    inner join trends on shown.facet_number = trends.trend_number
    inner join author_periods as worn
        on
            shown.author_id = worn.author_id
            and shown.period = worn.period
            and -trends.base_label_number = worn.facet_number
    inner join author_segments on shown.author_id = author_segments.author_id
    group by author_segments.segment_number, shown.period, shown.facet_number

),

period_sums as (

    select
        trends.trend_id,
        base_sums.segment_number,
        base_sums.period,
        base_sums.base_author_count,
        base_sums.sum_n,
        base_sums.sum_nn,
        coalesce(trend_sums.author_count, 0) as author_count,
        coalesce(trend_sums.sum_x, 0) as sum_x,
        coalesce(trend_sums.sum_xx, 0) as sum_xx,
        coalesce(trend_sums.sum_xn, 0) as sum_xn
    from base_sums
    inner join trends on base_sums.facet_number = -trends.base_label_number
    left join trend_sums
        on
            base_sums.segment_number = trend_sums.segment_number
            and base_sums.period = trend_sums.period
            and trends.trend_number = trend_sums.facet_number

)

select * from period_sums
