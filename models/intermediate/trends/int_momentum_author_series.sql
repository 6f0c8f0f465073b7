-- items of the accounts that show a series, and as they are matched: p2 last weeks, p1 weeks before, r2 and r1 a year ago
with author_periods as (

    select * from {{ ref('int_momentum_author_periods') }}

),

author_series as (

    select
        series.series_kind,
        series.series_number,
        shown.author_id,
        shown.recent,
        shown.previous,
        shown.recent_year_ago,
        shown.previous_year_ago,
        {{ matched_items('shown.recent', 'worn.recent', 'worn.previous') }} as p2,
        {{ matched_items('shown.previous', 'worn.previous', 'worn.recent') }} as p1,
        {{ matched_items('shown.recent_year_ago', 'worn.recent_year_ago', 'worn.previous_year_ago') }} as r2,
        {{ matched_items('shown.previous_year_ago', 'worn.previous_year_ago', 'worn.recent_year_ago') }} as r1
    from {{ ref('int_momentum_series') }} as series
    inner join author_periods as shown
        on series.series_kind = shown.series_kind and series.series_number = shown.target_number
    inner join author_periods as worn
        on
            series.series_kind = worn.series_kind
            and series.base_target_number = worn.target_number
            and shown.author_id = worn.author_id

)

select * from author_series
