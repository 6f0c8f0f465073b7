with group_segments as (

    select
        trend_authors.group_number,
        trend_authors.is_cohort,
        segments.segment_number
    from {{ ref('int_trend_authors') }} as trend_authors
    inner join {{ ref('author_segmentations') }} as author_segmentations
        on trend_authors.author_id = author_segmentations.author_id
    inner join {{ ref('int_segments') }} as segments
        on
            author_segmentations.segmentation = segments.segmentation
            and author_segmentations.segment = segments.segment
    where trend_authors.speaks_for_group

)

select * from group_segments
