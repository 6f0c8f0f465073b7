-- the accounts that say something about the weeks of a trend: they show it, and the garment over a long enough span
with calendar as (

    select * from {{ ref('int_weeks') }}
    where is_in_calendar

),

author_weeks as (

    select
        weeks.author_id,
        weeks.target_number,
        weeks.week,
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

uses as (

    select
        trends.trend_number,
        trends.base_target_number,
        shown.author_id,
        shown.week,
        shown.item_count
    from {{ ref('int_trends') }} as trends
    inner join author_weeks as shown on trends.trend_number = shown.target_number
    inner join spans on shown.author_id = spans.author_id and trends.base_target_number = spans.target_number

),

users as (

    select
        trend_number,
        base_target_number,
        author_id,
        sum(item_count) as item_count
    from uses
    group by trend_number, base_target_number, author_id

),

exposures as (

    select
        users.trend_number,
        users.author_id,
        worn.week,
        cast(users.item_count as bigint) as item_count,
        worn.item_count as base_item_count,
        coalesce(uses.item_count, 0) as week_item_count
    from users
    inner join author_weeks as worn on users.author_id = worn.author_id and users.base_target_number = worn.target_number
    left join uses
        on
            users.trend_number = uses.trend_number
            and users.author_id = uses.author_id
            and worn.week = uses.week

)

select * from exposures
