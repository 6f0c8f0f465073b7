with evaluated_authors as (

    select author_id from {{ ref('int_held_out_authors') }}

),

segmentations as (

    select * from {{ ref('int_segmentations') }}

),

placements as (

    select
        segmentations.segmentation,
        author_segmentations.author_id,
        author_segmentations.segment
    from segmentations
    inner join {{ ref('int_author_segmentations') }} as author_segmentations
        on segmentations.segmentation = author_segmentations.segmentation
    where segmentations.placed_by = 'attributes'
    union all
    select
        segmentations.segmentation,
        half_segmentations.author_id,
        half_segmentations.segment
    from segmentations
    inner join {{ ref('int_half_segmentations') }} as half_segmentations
        on segmentations.segmentation = half_segmentations.segmentation
    where segmentations.placed_by = 'posts' and half_segmentations.half = 'a'

),

-- who can't be placed on half a is one segment more
placed_authors as (

    select
        segmentations.segmentation,
        segmentations.placed_by,
        evaluated_authors.author_id,
        coalesce(placements.segment, 'unknown') as segment
    from segmentations
    cross join evaluated_authors
    left join placements
        on segmentations.segmentation = placements.segmentation and evaluated_authors.author_id = placements.author_id
    where segmentations.placed_by <> 'none'

)

select
    segmentation,
    placed_by,
    author_id,
    segment,
    dense_rank() over (order by segmentation, segment) as half_segment_number
from placed_authors
