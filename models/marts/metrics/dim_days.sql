with calendar as (

    select * from {{ ref('int_weeks') }}
    where is_in_calendar

),

days as (

    select
        {{ days_later('calendar.week', 'numbers.day_of_week') }} as day,  -- noqa: RF04
        calendar.week
    from calendar
    cross join {{ whole_numbers('day_of_week', 0, 6) }} as numbers

)

select * from days
order by day
