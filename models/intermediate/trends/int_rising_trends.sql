-- trends whose line of the same accounts, over the panel, is clearly higher in the last third of the calendar than in the first
with calendar as (

    select
        week,
        row_number() over (order by week) as week_number,
        count(*) over () as week_count
    from {{ ref('int_weeks') }}
    where is_in_calendar

),

thirds as (

    select
        lines.trend_number,
        {{ exact_mean('case when 3 * calendar.week_number <= calendar.week_count then lines.same_authors_share end') }} as first_mean,
        {{ exact_mean('case when 3 * calendar.week_number > 2 * calendar.week_count then lines.same_authors_share end') }} as last_mean
    from {{ ref('int_same_authors_weeks') }} as lines
    inner join {{ ref('int_trend_segments') }} as segments on lines.segment_number = segments.segment_number
    inner join calendar on lines.week = calendar.week
    where segments.segmentation = 'panel'
    group by lines.trend_number

),

rising_trends as (

    select
        trends.trend_number,
        trends.base_target_number
    from {{ ref('int_trends') }} as trends
    inner join thirds on trends.trend_number = thirds.trend_number
    cross join {{ ref('int_thresholds') }} as thresholds
    where thirds.last_mean >= thresholds.earliness_min_rise * thirds.first_mean

)

select * from rising_trends
