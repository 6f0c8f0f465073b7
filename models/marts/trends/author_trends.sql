with calendar as (

    select * from {{ ref('int_weeks') }}
    where is_in_calendar

),

author_weeks as (

    select
        weeks.author_id,
        weeks.target_number,
        weeks.week,
        weeks.item_count,
        calendar.week_number
    from {{ ref('int_author_target_weeks') }} as weeks
    inner join calendar on weeks.week = calendar.week

),

worn as (

    select
        author_id,
        target_number,
        {{ whole_sum('item_count') }} as item_count
    from author_weeks
    where target_number < 0
    group by author_id, target_number

),

shown as (

    select
        author_weeks.author_id,
        trends.trend_id,
        trends.base_target_number,
        min(author_weeks.week) as first_week,
        min(author_weeks.week_number) as first_week_number,
        max(author_weeks.week) as last_week,
        count(*) as week_count,
        {{ whole_sum('author_weeks.item_count') }} as item_count
    from {{ ref('int_trends') }} as trends
    inner join author_weeks on trends.trend_number = author_weeks.target_number
    group by author_weeks.author_id, trends.trend_id, trends.base_target_number

)

select
    shown.author_id,
    shown.trend_id,
    shown.first_week,
    shown.last_week,
    cast(shown.week_count as bigint) as week_count,
    shown.item_count,
    shown.item_count / cast(worn.item_count as double) as share,
    cast(rank() over (partition by shown.trend_id order by shown.first_week) as bigint) as adoption_rank,
    shown.first_week_number <= thresholds.adoption_censored_weeks as is_censored
from shown
inner join worn on shown.author_id = worn.author_id and shown.base_target_number = worn.target_number
cross join {{ ref('int_thresholds') }} as thresholds
order by shown.author_id, shown.trend_id
