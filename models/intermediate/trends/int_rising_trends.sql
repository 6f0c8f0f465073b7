-- trends whose line of the same accounts, over the panel, is clearly higher in the last third of the calendar than in the first
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

rising_trends as (

    select
        trends.trend_number,
        trends.base_target_number
    from {{ ref('int_trends') }} as trends
    inner join thirds on trends.trend_number = thirds.trend_number
    cross join {{ ref('int_thresholds') }} as thresholds
    where thirds.last_share >= thresholds.earliness_min_rise * thirds.first_share

)

select * from rising_trends
