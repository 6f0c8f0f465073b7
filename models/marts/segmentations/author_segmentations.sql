with author_segmentations as (

    select * from {{ ref('int_author_segmentations') }}

)

select
    author_id,
    segmentation,
    segment
from author_segmentations
order by segmentation, author_id
