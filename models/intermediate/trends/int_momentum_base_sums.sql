{%- set counts = ['recent', 'previous', 'recent_year_ago', 'previous_year_ago'] -%}

-- of each denominator: its items in the periods, and the accounts that show it in both
with group_sums as (

    select
        author_periods.series_kind,
        author_periods.target_number,
        trend_authors.group_number,
        {% for period in counts -%}
        sum(author_periods.{{ period }}) as {{ period }}_item_count,
        {% endfor -%}
        count(case when author_periods.recent > 0 and author_periods.previous > 0 then 1 end) as same_authors_count,
        count(case when author_periods.recent_year_ago > 0 and author_periods.previous_year_ago > 0 then 1 end)
            as same_authors_count_year_ago
    from {{ ref('int_momentum_author_periods') }} as author_periods
    inner join {{ ref('int_trend_authors') }} as trend_authors on author_periods.author_id = trend_authors.author_id
    where author_periods.target_number < 0
    group by author_periods.series_kind, author_periods.target_number, trend_authors.group_number

),

segment_sums as (

    select
        group_sums.series_kind,
        group_sums.target_number as base_target_number,
        group_segments.segment_number,
        {% for period in counts -%}
        cast(sum(group_sums.{{ period }}_item_count) as bigint) as {{ period }}_item_count,
        {% endfor -%}
        cast(sum(group_sums.same_authors_count) as bigint) as same_authors_count,
        cast(sum(group_sums.same_authors_count_year_ago) as bigint) as same_authors_count_year_ago
    from group_sums
    inner join {{ ref('int_trend_group_segments') }} as group_segments on group_sums.group_number = group_segments.group_number
    group by group_sums.series_kind, group_sums.target_number, group_segments.segment_number

)

select * from segment_sums
