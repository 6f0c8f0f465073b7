with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

trends as (

    select * from {{ ref('int_trends') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

calendar as (

    select * from {{ ref('int_weeks') }}
    where is_in_calendar

),

segment_weeks as (

    select * from {{ ref('int_trend_segment_weeks') }}

),

trend_week_grid as (

    select
        trends.trend_id,
        segments.segmentation,
        segments.segment,
        calendar.week,
        coalesce(trend_items.item_count, 0) as item_count,
        coalesce(base_items.item_count, 0) as base_item_count,
        coalesce(trend_items.author_count, 0) as author_count,
        coalesce(trend_items.cohort_item_count, 0) as cohort_item_count,
        coalesce(base_items.cohort_item_count, 0) as cohort_base_item_count
    from trends
    cross join segments
    cross join calendar
    left join segment_weeks as trend_items
        on
            trends.trend_number = trend_items.facet_number
            and segments.segment_number = trend_items.segment_number
            and calendar.week = trend_items.week
    left join segment_weeks as base_items
        on
            -trends.base_label_number = base_items.facet_number
            and segments.segment_number = base_items.segment_number
            and calendar.week = base_items.week

)

select
    grid.trend_id,
    grid.segmentation,
    grid.segment,
    grid.week,
    grid.item_count,
    grid.base_item_count,
    grid.item_count / nullif(cast(grid.base_item_count as double), 0) as share,
    grid.author_count,
    grid.base_item_count < thresholds.trend_thin_base_items as is_thin,
    grid.cohort_item_count,
    grid.cohort_base_item_count,
    grid.cohort_item_count / nullif(cast(grid.cohort_base_item_count as double), 0) as cohort_share
from trend_week_grid as grid
cross join thresholds
order by grid.trend_id, grid.segmentation, grid.segment, grid.week
