with author_segmentations as (

    select * from {{ ref('int_author_segmentations') }}

),

segment_states as (

    select * from {{ ref('segment_states') }}

),

sized_segments as (

    select
        segmentation,
        segment,
        count(*) as author_count
    from author_segmentations
    group by segmentation, segment

),

segments as (

    select
        row_number() over (order by sized_segments.segmentation, sized_segments.segment) as segment_number,
        sized_segments.segmentation,
        sized_segments.segment,
        sized_segments.author_count,
        coalesce(segment_states.state, 'assigned') as state
    from sized_segments
    left join segment_states on sized_segments.segment = segment_states.segment

)

select * from segments
