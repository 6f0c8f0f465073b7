-- the calendar has every week from the first to the last that is no stray, none left out: one wrong date must not stretch it,
-- be it of a week that hardly anybody else posts in, or farther from the middle post than a calendar is long
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

post_weeks as (

    select
        cast(date_trunc('week', published_at) as date) as week,  -- noqa: RF04
        count(*) as post_count,
        count(distinct author_id) as author_count
    from {{ ref('int_posts') }}
    group by cast(date_trunc('week', published_at) as date)

),

usual_week as (

    select median(author_count) as author_count from post_weeks

),

posts_until_week as (

    select
        week,
        sum(post_count) over (order by week) as posts_until,
        sum(post_count) over () as posts
    from post_weeks

),

middle_week as (

    select min(week) as week from posts_until_week  -- noqa: RF04
    where 2 * posts_until >= posts

),

span as (

    select
        min(post_weeks.week) as first_week,
        max(post_weeks.week) as last_week
    from post_weeks
    cross join usual_week
    cross join middle_week
    cross join thresholds
    where
        post_weeks.author_count >= thresholds.trend_min_week_share * usual_week.author_count
        and post_weeks.week >= {{ weeks_later('middle_week.week', '-cast(thresholds.trend_max_weeks as bigint)') }}
        and post_weeks.week <= {{ weeks_later('middle_week.week', 'cast(thresholds.trend_max_weeks as bigint)') }}

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
        week,
        row_number() over (order by week) as week_number
    from past_weeks
    where week >= first_week

),

weeks as (

    select
        coalesce(calendar.week, post_weeks.week) as week,  -- noqa: RF04
        coalesce(post_weeks.post_count, 0) as post_count,
        coalesce(post_weeks.author_count, 0) as author_count,
        calendar.week is not null as is_in_calendar,
        calendar.week_number
    from calendar
    full outer join post_weeks on calendar.week = post_weeks.week

)

select * from weeks
