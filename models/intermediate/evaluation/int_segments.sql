with author_segmentations as (

    select * from {{ ref('int_author_segmentations') }}

),

segments as (

    select
        segment_number,
        segmentation,
        segment,
        state,
        count(*) as author_count
    from author_segmentations
    group by segment_number, segmentation, segment, state

)

select * from segments
