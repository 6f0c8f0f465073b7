-- Fails for each row of the seed segmentations that the door doesn't know; a panel without authors has no segments to look for.
with segmentations as (

    select * from {{ ref('segmentations') }}
    where segmentation <> 'panel'

),

known_segmentations as (

    select * from {{ ref('int_segmentations') }}

),

unknown_segmentations as (

    select segmentations.segmentation
    from segmentations
    left join known_segmentations on segmentations.segmentation = known_segmentations.segmentation
    where
        known_segmentations.segmentation is null
        and exists (select 1 from {{ ref('int_author_segmentations') }})

)

select * from unknown_segmentations
