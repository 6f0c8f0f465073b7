-- which labels a set holds, read from one image that shows it
with sets as (

    select
        set_key,
        min(image_id) as image_id,
        cast(sum(item_count) as bigint) as item_count
    from {{ ref('int_image_items') }}
    group by set_key

),

-- asked so the engine keeps these images in memory, and not the labels (see int_image_items)
shown_labels as (

    select
        image_id,
        item_key,
        label_number,
        label_key
    from {{ ref('int_item_labels') }}
    where coalesce(image_id in (select image_id from sets), false)

),

shown_items as (

    select
        image_id,
        item_key,
        {{ set_key_of_rows('label_key') }} as set_key
    from shown_labels
    group by image_id, item_key

),

chosen_items as (

    select
        sets.set_key,
        shown_items.image_id,
        min(shown_items.item_key) as item_key
    from sets
    inner join shown_items on sets.image_id = shown_items.image_id and sets.set_key = shown_items.set_key
    group by sets.set_key, shown_items.image_id

),

-- labels without a key are in no set, so that what is read doesn't depend on the item that is chosen
set_labels as (

    select
        chosen_items.set_key,
        shown_labels.label_number
    from chosen_items
    inner join shown_labels
        on chosen_items.image_id = shown_labels.image_id and chosen_items.item_key = shown_labels.item_key
    where shown_labels.label_key <> 0

),

-- the empty set has one row, without a label
item_set_labels as (

    select
        sets.set_key,
        sets.item_count,
        set_labels.label_number
    from sets
    left join set_labels on sets.set_key = set_labels.set_key

)

select * from item_set_labels
