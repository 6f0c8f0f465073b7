-- the staged labels as numbers, once: what follows reads a table of known size and joins on a SMALLINT. Joined to the staged view, with
-- its two filters, the engine expects a twenty-fifth of the rows, and builds its hash tables on the labels instead of the images
with image_labels as (

    select * from {{ ref('stg_mart__image_labels') }}

),

labels as (

    select * from {{ ref('int_labels') }}

),

numbered_labels as (

    select
        image_labels.image_id,
        case
            when image_labels.position_in_image is not null then {{ fingerprint(['image_labels.position_in_image']) }}
            else {{ fingerprint(['image_labels.label_type', 'image_labels.label_name', 'image_labels.position_in_image']) }}
        end as position_key,
        cast(labels.label_number as smallint) as label_number,
        cast(image_labels.file_number as integer) as file_number
    from image_labels
    inner join labels
        on image_labels.label_type = labels.label_type and image_labels.label_name = labels.label_name

)

select * from numbered_labels
