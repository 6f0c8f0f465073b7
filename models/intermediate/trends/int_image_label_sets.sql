with image_labels as (

    select * from {{ ref('stg_mart__image_labels') }}

),

trend_labels as (

    select * from {{ ref('int_trend_labels') }}

),

-- an item is keyed as in int_image_items: by its position in the image, a label without position is an item of its own
items as (

    select
        image_labels.image_id,
    {% for word in range(4) -%}
    bit_or(trend_labels.bits_{{ word }}) as bits_{{ word }}{{ ',' if not loop.last }}
    {% endfor %}
    from image_labels
    inner join trend_labels
        on image_labels.label_type = trend_labels.label_type and image_labels.label_name = trend_labels.label_name
    group by
        image_labels.image_id,
        case
            when image_labels.position_in_image is not null then {{ fingerprint(['image_labels.position_in_image']) }}
            else {{ fingerprint(['image_labels.label_type', 'image_labels.label_name', 'image_labels.position_in_image']) }}
        end

),

image_label_sets as (

    select
        image_id,
        bits_0,
        bits_1,
        bits_2,
        bits_3,
        count(*) as item_count
    from items
    group by image_id, bits_0, bits_1, bits_2, bits_3

)

select * from image_label_sets
