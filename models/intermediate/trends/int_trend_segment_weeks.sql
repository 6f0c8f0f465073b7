with segment_weeks as (

    select
        group_segments.segment_number,
        group_weeks.week,
        group_weeks.target_number,
        cast(sum(group_weeks.item_count) as bigint) as item_count,
        cast(sum(group_weeks.author_count) as bigint) as author_count,
        max(group_weeks.largest_author_item_count) as largest_author_item_count
    from {{ ref('int_trend_group_weeks') }} as group_weeks
    inner join {{ ref('int_trend_group_segments') }} as group_segments on group_weeks.group_number = group_segments.group_number
    group by group_segments.segment_number, group_weeks.week, group_weeks.target_number

)

select * from segment_weeks
