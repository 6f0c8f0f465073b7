-- what a use of a rising trend is worth by its week: 1/2 less the share of the rise up to the middle of the week. The rise:
-- uses of the panel above the rate of the first third of the calendar; a few always show a trend, and beside them all of its
-- adopters would be late. A use is a week in which an author shows the trend: a carousel would count many items
with rising_trends as (

    select * from {{ ref('int_rising_trends') }}

),

calendar as (

    select
        week,
        3 * row_number() over (order by week) <= count(*) over () as is_in_first_third
    from {{ ref('int_weeks') }}
    where is_in_calendar

),

author_weeks as (

    select
        weeks.author_id,
        weeks.week,
        weeks.target_number,
        weeks.item_count
    from {{ ref('int_author_target_weeks') }} as weeks
    inner join calendar on weeks.week = calendar.week

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

first_rates as (

    select
        trend_weeks.trend_number,
        sum(trend_weeks.use_count) / {{ exact_sum('trend_weeks.exposure') }} as use_rate
    from trend_weeks
    inner join calendar on trend_weeks.week = calendar.week
    where calendar.is_in_first_third
    group by trend_weeks.trend_number

),

rises as (

    select
        trend_weeks.*,
        cast(trend_weeks.use_count - coalesce(first_rates.use_rate, 0) * trend_weeks.exposure as numeric(38, 15)) as rise
    from trend_weeks
    left join first_rates on trend_weeks.trend_number = first_rates.trend_number

),

rises_until_week as (

    select
        *,
        cast(
            sum(rise) over (partition by trend_number order by week rows between unbounded preceding and current row)
            - rise / 2 as double
        ) as rise_until,
        cast(sum(rise) over (partition by trend_number) as double) as whole_rise
    from rises

),

gains as (

    select
        trend_number,
        base_target_number,
        week,
        use_count,
        use_count / exposure as use_rate,
        0.5e0 - greatest(0, least(1, rise_until / whole_rise)) as gain
    from rises_until_week
    -- the line of the same accounts rises, all accounts need not
    where whole_rise > 0

)

select * from gains
