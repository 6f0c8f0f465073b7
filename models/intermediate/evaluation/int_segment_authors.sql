with segment_authors as (

    select
        author_segmentations.author_id,
        segments.segment_number,
        segments.segmentation,
        segments.segment,
        segments.state
    from {{ ref('int_author_segmentations') }} as author_segmentations
    inner join {{ ref('int_segments') }} as segments
        on
            author_segmentations.segmentation = segments.segmentation
            and author_segmentations.segment = segments.segment

)

select * from segment_authors
