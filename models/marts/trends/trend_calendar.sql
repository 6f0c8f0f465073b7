with weeks as (

    select * from {{ ref('int_weeks') }}

),

calendar_span as (

    select
        min(week) as first_week,
        max(week) as last_week
    from weeks
    where is_in_calendar

)

select
    weeks.week,
    weeks.post_count,
    weeks.author_count,
    weeks.is_in_calendar,
    case
        when weeks.week < calendar_span.first_week then 'before_the_calendar'
        when weeks.week > calendar_span.last_week then 'after_the_calendar'
    end as reason
from weeks
cross join calendar_span
order by weeks.week
