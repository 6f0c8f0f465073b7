-- only the segmentations that label_weeks has: authors alike in these form few groups, which are counted first
with segments as (

    select
        segment_number,
        segmentation
    from {{ ref('int_trend_segments') }}
    where in_label_weeks

),

group_segments as (

    select
        group_segments.group_number,
        group_segments.segment_number
    from {{ ref('int_trend_group_segments') }} as group_segments
    inner join segments on group_segments.segment_number = segments.segment_number

),

segment_lists as (

    select
        group_number,
        {{ ordered_list('cast(segment_number as string)') }} as segments
    from group_segments
    group by group_number

),

numbered_lists as (

    select
        group_number,
        dense_rank() over (order by segments) as list_number
    from segment_lists

),

list_segments as (

    select distinct
        numbered_lists.list_number,
        group_segments.segment_number
    from numbered_lists
    inner join group_segments on numbered_lists.group_number = group_segments.group_number

),

list_weeks as (

    select
        numbered_lists.list_number,
        author_weeks.week,
        author_weeks.target_number,
        sum(author_weeks.item_count) as item_count,
        {{ exact_small_sum('author_weeks.item_count * weights.weight') }} as weighted_item_count,
        sum(author_weeks.like_count) as like_count,
        count(*) as author_count,
        max(author_weeks.item_count) as largest_author_item_count
    from {{ ref('int_label_author_weeks') }} as author_weeks
    inner join {{ ref('int_trend_authors') }} as authors on author_weeks.author_id = authors.author_id
    inner join {{ ref('int_author_weights') }} as weights on author_weeks.author_id = weights.author_id
    inner join numbered_lists on authors.group_number = numbered_lists.group_number
    group by numbered_lists.list_number, author_weeks.week, author_weeks.target_number

),

segment_weeks as (

    select
        list_segments.segment_number,
        list_weeks.week,
        list_weeks.target_number,
        cast(sum(list_weeks.item_count) as bigint) as item_count,
        {{ exact_small_sum('list_weeks.weighted_item_count') }} as weighted_item_count,
        cast(sum(list_weeks.like_count) as bigint) as like_count,
        cast(sum(list_weeks.author_count) as bigint) as author_count,
        max(list_weeks.largest_author_item_count) as largest_author_item_count
    from list_weeks
    inner join list_segments on list_weeks.list_number = list_segments.list_number
    group by list_segments.segment_number, list_weeks.week, list_weeks.target_number

)

select * from segment_weeks
