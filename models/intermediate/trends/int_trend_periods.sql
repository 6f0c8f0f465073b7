-- the last weeks, the reference weeks before them, and both a year ago where the calendar reaches back so far
with calendar as (

    select
        week,
        max(week_number) over () - week_number as weeks_ago,
        max(week_number) over () as week_count
    from {{ ref('int_weeks') }}
    where is_in_calendar

),

lengths as (

    select
        calendar.week,
        calendar.weeks_ago,
        calendar.week_count,
        thresholds.momentum_weeks as recent_weeks,
        thresholds.momentum_weeks + thresholds.momentum_reference_weeks as both_weeks,
        thresholds.momentum_season_weeks as season_weeks
    from calendar
    cross join {{ ref('int_thresholds') }} as thresholds

),

periods as (

    select
        week,
        case
            when weeks_ago < recent_weeks then 'recent'
            when weeks_ago < both_weeks then 'previous'
            when weeks_ago < season_weeks or week_count < season_weeks + both_weeks then null
            when weeks_ago < season_weeks + recent_weeks then 'recent_year_ago'
            when weeks_ago < season_weeks + both_weeks then 'previous_year_ago'
        end as period
    from lengths

)

select * from periods
where period is not null
