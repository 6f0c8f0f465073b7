-- every week from the first to the last that is no stray, none left out: one wrong date must not stretch the calendar
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

post_weeks as (

    select * from {{ ref('int_post_weeks') }}

),

usual_week as (

    select median(author_count) as author_count from post_weeks

),

span as (

    select
        min(post_weeks.week) as first_week,
        max(post_weeks.week) as last_week
    from post_weeks
    cross join usual_week
    cross join thresholds
    where post_weeks.author_count >= thresholds.trend_min_week_share * usual_week.author_count

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
