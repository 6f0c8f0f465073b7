-- what a use of a rising trend is worth by its week: 1/2 less the share of the panel's uses up to the middle of the week.
-- A use is a week in which an author shows the trend: a carousel would count many items
with rising_trends as (

    select * from {{ ref('int_rising_trends') }}

),

author_weeks as (

    select
        weeks.author_id,
        weeks.week,
        weeks.target_number,
        weeks.item_count
    from {{ ref('int_author_target_weeks') }} as weeks
    inner join {{ ref('int_weeks') }} as calendar on weeks.week = calendar.week
    where calendar.is_in_calendar

),

week_uses as (

    select
        target_number,
        week,
        count(*) as use_count
    from author_weeks
    where target_number in (select trend_number from rising_trends)
    group by target_number, week

),

week_exposures as (

    select
        target_number,
        week,
        {{ exact_sum('ln(1 + item_count)') }} as exposure
    from author_weeks
    where target_number in (select base_target_number from rising_trends)
    group by target_number, week

),

trend_weeks as (

    select
        rising_trends.trend_number,
        rising_trends.base_target_number,
        week_exposures.week,
        week_exposures.exposure,
        coalesce(week_uses.use_count, 0) as use_count
    from rising_trends
    inner join week_exposures on rising_trends.base_target_number = week_exposures.target_number
    left join week_uses
        on rising_trends.trend_number = week_uses.target_number and week_exposures.week = week_uses.week

),

gains as (

    select
        trend_number,
        base_target_number,
        week,
        use_count,
        use_count / exposure as use_rate,
        0.5e0 - (
            sum(use_count) over (partition by trend_number order by week rows between unbounded preceding and current row)
            - cast(use_count as double) / 2
        ) / sum(use_count) over (partition by trend_number) as gain
    from trend_weeks

)

select * from gains
