-- a segmentation that the seed doesn't know is evaluated as any other, but nobody says what places its authors
with segmentations as (

    select distinct segmentation from {{ ref('int_author_segmentations') }}

),

described_segmentations as (

    select
        segmentations.segmentation,
        coalesce(
            rules.placed_by, case when segmentations.segmentation like 'list:%' then 'attributes' else 'none' end
        ) as placed_by
    from segmentations
    left join {{ ref('segmentations') }} as rules on segmentations.segmentation = rules.segmentation

)

select * from described_segmentations
