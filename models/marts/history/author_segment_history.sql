with segment_periods as (

    select * from {{ ref('int_segment_periods') }}

)

select
    author_id,
    segmentation,
    segment,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to,
    valid_to is null as is_current
from segment_periods
order by segmentation, author_id, valid_from
