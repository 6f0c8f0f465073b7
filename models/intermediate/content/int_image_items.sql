with image_labels as (

    select * from {{ ref('stg_mart__image_labels') }}

),

labels as (

    select * from {{ ref('int_labels') }}

),

-- an item is what stands at one position of one image; a label without position is an item of its own
item_labels as (

    select
        image_labels.image_id,
        case
            when image_labels.position_in_image is not null then {{ fingerprint(['image_labels.position_in_image']) }}
            else {{ fingerprint(['image_labels.label_type', 'image_labels.label_name', 'image_labels.position_in_image']) }}
        end as item_key,
        labels.category_set,
        case when labels.is_fashion then 1 else 0 end as is_fashion
    from image_labels
    inner join labels
        on image_labels.label_type = labels.label_type and image_labels.label_name = labels.label_name

),

items as (

    select
        image_id,
        item_key,
        bit_or(category_set) as category_set,
        max(is_fashion) as is_fashion
    from item_labels
    group by image_id, item_key

),

image_items as (

    select
        image_id,
        category_set,
        is_fashion = 1 as is_fashion,
        count(*) as item_count
    from items
    group by image_id, category_set, is_fashion

)

select * from image_items
