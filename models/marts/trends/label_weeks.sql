with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

segments as (

    select * from {{ ref('int_trend_segments') }}
    where in_label_weeks

),

calendar as (

    select
        week,
        cast(row_number() over (order by week desc) as bigint) as weeks_ago
    from {{ ref('int_weeks') }}
    where is_in_calendar

),

segment_weeks as (

    select * from {{ ref('int_label_segment_weeks') }}

),

label_week_grid as (

    select
        series.canonical_name,
        series.display_name,
        series.axis,
        segments.segmentation,
        segments.segment,
        calendar.week,
        calendar.weeks_ago,
        coalesce(label_items.item_count, 0) as item_count,
        coalesce(base_items.item_count, 0) as base_item_count,
        coalesce(label_items.weighted_item_count, 0) as weighted_item_count,
        base_items.weighted_item_count as weighted_base_item_count,
        coalesce(label_items.author_count, 0) as author_count,
        label_items.largest_author_item_count,
        label_items.like_count
    from {{ ref('int_label_series') }} as series
    cross join segments
    cross join calendar
    left join segment_weeks as label_items
        on
            series.series_number = label_items.target_number
            and segments.segment_number = label_items.segment_number
            and calendar.week = label_items.week
    left join segment_weeks as base_items
        on
            series.base_target_number = base_items.target_number
            and segments.segment_number = base_items.segment_number
            and calendar.week = base_items.week

)

select
    grid.canonical_name,
    grid.display_name,
    grid.axis,
    grid.segmentation,
    grid.segment,
    grid.week,
    grid.weeks_ago,
    grid.item_count,
    grid.base_item_count,
    grid.item_count / nullif(cast(grid.base_item_count as double), 0) as share,
    grid.weighted_item_count / nullif(grid.weighted_base_item_count, 0) as weighted_share,
    grid.author_count,
    grid.largest_author_item_count / cast(grid.item_count as double) as largest_author_share,
    grid.like_count,
    grid.base_item_count < thresholds.trend_thin_base_items as is_thin
from label_week_grid as grid
cross join thresholds
order by grid.canonical_name, grid.segmentation, grid.segment, grid.week
