-- the accounts that say something about the weeks of a trend: they show it, and the garment over a long enough span
with calendar as (

    select * from {{ ref('int_weeks') }}
    where is_in_calendar

),

author_weeks as (

    select
        weeks.author_id,
        weeks.target_number,
        calendar.week_number,
        weeks.item_count
    from {{ ref('int_author_target_weeks') }} as weeks
    inner join calendar on weeks.week = calendar.week

),

calendar_size as (

    select count(*) as week_count from calendar

),

spans as (

    select
        author_weeks.author_id,
        author_weeks.target_number
    from author_weeks
    cross join calendar_size
    cross join {{ ref('int_thresholds') }} as thresholds
    where author_weeks.target_number < 0
    group by author_weeks.author_id, author_weeks.target_number
    having
        max(author_weeks.week_number) - min(author_weeks.week_number)
        >= min(least(thresholds.trend_line_span_weeks, cast(calendar_size.week_count as double) / 2))

),

users as (

    select
        trends.trend_number,
        trends.base_target_number,
        shown.author_id,
        {{ whole_sum('shown.item_count') }} as item_count
    from {{ ref('int_trends') }} as trends
    inner join author_weeks as shown on trends.trend_number = shown.target_number
    inner join spans on shown.author_id = spans.author_id and trends.base_target_number = spans.target_number
    group by trends.trend_number, trends.base_target_number, shown.author_id

)

select
    trend_number,
    base_target_number,
    author_id,
    item_count,
    cast(row_number() over (order by trend_number, author_id) as integer) as user_number
from users
