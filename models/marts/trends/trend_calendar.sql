with calendar as (

    select * from {{ ref('int_trend_calendar') }}

),

calendar_span as (

    select
        min(week) as first_week,
        max(week) as last_week
    from calendar

),

post_weeks as (

    select * from {{ ref('int_post_weeks') }}

),

weeks as (

    select week from calendar
    union distinct
    select week from post_weeks

)

select
    weeks.week,
    coalesce(post_weeks.post_count, 0) as post_count,
    coalesce(post_weeks.author_count, 0) as author_count,
    calendar.week is not null as is_in_calendar,
    case
        when weeks.week < calendar_span.first_week then 'before_the_calendar'
        when weeks.week > calendar_span.last_week then 'after_the_calendar'
    end as reason
from weeks
cross join calendar_span
left join calendar on weeks.week = calendar.week
left join post_weeks on weeks.week = post_weeks.week
order by weeks.week
