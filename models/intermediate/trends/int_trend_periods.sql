-- the last weeks, as many before them, and the same weeks a year ago
with weeks_from_the_end as (

    select
        week,
        row_number() over (order by week desc) - 1 as weeks_ago
    from {{ ref('int_weeks') }}
    where is_in_calendar

),

periods as (

    select
        weeks_from_the_end.week,
        case
            when weeks_from_the_end.weeks_ago < thresholds.momentum_weeks then 'recent'
            when weeks_from_the_end.weeks_ago < 2 * thresholds.momentum_weeks then 'previous'
            when weeks_from_the_end.weeks_ago < 52 then null
            when weeks_from_the_end.weeks_ago < 52 + thresholds.momentum_weeks then 'recent_year_ago'
            when weeks_from_the_end.weeks_ago < 52 + 2 * thresholds.momentum_weeks then 'previous_year_ago'
        end as period
    from weeks_from_the_end
    cross join {{ ref('int_thresholds') }} as thresholds

)

select * from periods
where period is not null
