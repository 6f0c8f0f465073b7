-- what a use of a rising trend is worth by its week: 1/2 less the share of the panel's uses up to the middle of the week.
-- A use is a week in which an author shows the trend: a carousel would count many items
with calendar as (

    select
        week,
        week_number,
        max(week_number) over () as week_count
    from {{ ref('int_weeks') }}
    where is_in_calendar

),

weekly_shares as (

    select
        same_authors.trend_number,
        case when 3 * calendar.week_number <= calendar.week_count then same_authors.same_authors_share end as first_share,
        case when 3 * calendar.week_number > 2 * calendar.week_count then same_authors.same_authors_share end as last_share
    from {{ ref('int_same_authors_weeks') }} as same_authors
    inner join {{ ref('int_trend_segments') }} as segments on same_authors.segment_number = segments.segment_number
    inner join calendar on same_authors.week = calendar.week
    where segments.segmentation = 'panel'

),

thirds as (

    select
        trend_number,
        {{ exact_mean('first_share') }} as first_share,
        {{ exact_mean('last_share') }} as last_share
    from weekly_shares
    group by trend_number

),

-- the line of the same accounts, over the panel, is clearly higher in the last third of the calendar than in the first
rising_trends as (

    select
        trends.trend_number,
        trends.base_target_number
    from {{ ref('int_trends') }} as trends
    inner join thirds on trends.trend_number = thirds.trend_number
    cross join {{ ref('int_thresholds') }} as thresholds
    where thirds.last_share >= thresholds.earliness_min_rise * thirds.first_share

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
