with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

trends as (

    select * from {{ ref('int_trends') }}

),

segments as (

    select * from {{ ref('int_trend_segments') }}

),

calendar as (

    select * from {{ ref('int_weeks') }}
    where is_in_calendar

),

segment_weeks as (

    select * from {{ ref('int_trend_segment_weeks') }}

),

weighted_weeks as (

    select * from {{ ref('int_trend_weighted_weeks') }}

),

same_authors as (

    select * from {{ ref('int_same_authors_weeks') }}

),

trend_week_grid as (

    select
        trends.trend_id,
        segments.segmentation,
        segments.segment,
        calendar.week,
        coalesce(trend_items.item_count, 0) as item_count,
        coalesce(base_items.item_count, 0) as base_item_count,
        coalesce(weighted_trend_items.weighted_item_count, 0) as weighted_item_count,
        weighted_base_items.weighted_item_count as weighted_base_item_count,
        coalesce(trend_items.author_count, 0) as author_count,
        trend_items.largest_author_item_count,
        case when segments.in_same_authors_lines then same_authors.same_authors_share end as same_authors_share
    from trends
    cross join segments
    cross join calendar
    left join segment_weeks as trend_items
        on
            trends.trend_number = trend_items.target_number
            and segments.segment_number = trend_items.segment_number
            and calendar.week = trend_items.week
    left join segment_weeks as base_items
        on
            trends.base_target_number = base_items.target_number
            and segments.segment_number = base_items.segment_number
            and calendar.week = base_items.week
    left join weighted_weeks as weighted_trend_items
        on
            trends.trend_number = weighted_trend_items.target_number
            and segments.segment_number = weighted_trend_items.segment_number
            and calendar.week = weighted_trend_items.week
    left join weighted_weeks as weighted_base_items
        on
            trends.base_target_number = weighted_base_items.target_number
            and segments.segment_number = weighted_base_items.segment_number
            and calendar.week = weighted_base_items.week
    left join same_authors
        on
            trends.trend_number = same_authors.trend_number
            and segments.segment_number = same_authors.segment_number
            and calendar.week = same_authors.week

)

select
    grid.trend_id,
    grid.segmentation,
    grid.segment,
    grid.week,
    grid.item_count,
    grid.base_item_count,
    grid.item_count / nullif(cast(grid.base_item_count as double), 0) as share,
    grid.weighted_item_count / nullif(grid.weighted_base_item_count, 0) as weighted_share,
    cast(grid.same_authors_share as double) as same_authors_share,
    grid.author_count,
    grid.largest_author_item_count / cast(grid.item_count as double) as largest_author_share,
    grid.base_item_count < thresholds.trend_thin_base_items as is_thin
from trend_week_grid as grid
cross join thresholds
order by grid.trend_id, grid.segmentation, grid.segment, grid.week
