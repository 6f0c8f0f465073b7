with representatives as (

    select
        author_id,
        group_number
    from {{ ref('int_trend_authors') }}
    where is_group_representative

),

group_segments as (

    select
        representatives.group_number,
        author_segmentations.segment_number
    from representatives
    inner join {{ ref('int_author_segmentations') }} as author_segmentations
        on representatives.author_id = author_segmentations.author_id
    union all
    -- everybody is in the panel
    select
        representatives.group_number,
        segments.segment_number
    from representatives
    inner join {{ ref('int_trend_segments') }} as segments on segments.segmentation = 'panel'

)

select * from group_segments
