-- which labels a set holds, read from one image that shows it
with image_labels as (

    select * from {{ ref('int_image_labels') }}

),

sets as (

    select
        set_key,
        min(image_id) as image_id,
        cast(sum(item_count) as bigint) as item_count
    from {{ ref('int_image_items') }}
    group by set_key

),

shown_labels as (

    select
        image_labels.image_id,
        image_labels.position_key,
        image_labels.label_number,
        labels.set_key
    from image_labels
    inner join {{ ref('int_labels') }} as labels on image_labels.label_number = labels.label_number
    where image_labels.image_id in (select image_id from sets)

),

shown_items as (

    select
        image_id,
        position_key,
        {{ set_key_of_rows('set_key') }} as set_key
    from shown_labels
    group by image_id, position_key

),

chosen_items as (

    select
        sets.set_key,
        sets.image_id,
        sets.item_count,
        min(shown_items.position_key) as position_key
    from sets
    inner join shown_items on sets.image_id = shown_items.image_id and sets.set_key = shown_items.set_key
    group by sets.set_key, sets.image_id, sets.item_count

)

select
    chosen_items.set_key,
    chosen_items.item_count,
    shown_labels.label_number
from chosen_items
inner join shown_labels
    on chosen_items.image_id = shown_labels.image_id and chosen_items.position_key = shown_labels.position_key
