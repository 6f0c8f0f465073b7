-- A set of labels is known by a key of 60 bits, and what it holds is read from one item. If two different sets had one key, or an
-- item had no set, some label would stand on more or fewer items than staged rows name it.
with labels as (

    select * from {{ ref('int_labels') }}

),

image_labels as (

    select
        label_number,
        count(*) as staged_count
    from {{ ref('int_image_labels') }}
    group by label_number

),

set_labels as (

    select
        label_number,
        sum(item_count) as item_count
    from {{ ref('int_item_set_labels') }}
    group by label_number

)

select
    labels.label_type,
    labels.label_name,
    labels.detection_count,
    image_labels.staged_count,
    set_labels.item_count
from labels
left join image_labels on labels.label_number = image_labels.label_number
left join set_labels on labels.label_number = set_labels.label_number
where
    coalesce(image_labels.staged_count, 0) <> labels.detection_count
    or coalesce(set_labels.item_count, 0) <> case when labels.set_key <> 0 then labels.detection_count else 0 end
