-- a view: few read the positions, and as a table they would take 220 MB
with image_labels as (

    select * from {{ ref('stg_delivery__image_labels') }}

),

labels as (

    select * from {{ ref('int_labels') }}

),

-- an item is what stands at one position of one image, or one label without position
item_labels as (

    select
        image_labels.image_id,
        case
            when image_labels.position_in_image is not null then {{ fingerprint(['image_labels.position_in_image']) }}
            else {{ fingerprint(['image_labels.label_type', 'image_labels.label_name', 'image_labels.position_in_image']) }}
        end as item_key,
        cast(labels.label_number as integer) as label_number,
        labels.set_key as label_key,
        cast(image_labels.file_number as integer) as file_number
    from image_labels
    inner join labels
        on image_labels.label_type = labels.label_type and image_labels.label_name = labels.label_name

)

select * from item_labels
