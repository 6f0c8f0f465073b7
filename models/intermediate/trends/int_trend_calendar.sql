-- every week from the first to the last post, none left out
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

span as (

    select
        cast(date_trunc('week', min(published_at)) as date) as first_week,
        cast(date_trunc('week', max(published_at)) as date) as last_week
    from {{ ref('int_posts') }}

),

past_weeks as (

    select
        span.first_week,
        {{ weeks_later('span.last_week', '-numbers.weeks_ago') }} as week  -- noqa: RF04
    from {{ whole_numbers('weeks_ago', 0, 1042) }} as numbers
    cross join span
    cross join thresholds
    where numbers.weeks_ago < thresholds.trend_max_weeks

),

calendar as (

    select
        row_number() over (order by week) as week_number,
        week
    from past_weeks
    where week >= first_week

)

select * from calendar
