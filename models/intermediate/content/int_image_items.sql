{%- set words = ['bits_0', 'bits_1', 'bits_2', 'bits_3'] -%}

with image_labels as (

    select * from {{ ref('stg_mart__image_labels') }}

),

labels as (

    select
        labels.label_type,
        labels.label_name,
        labels.category_set,
        {% for word in words -%}
        coalesce(trend_labels.{{ word }}, 0) as {{ word }},
        {% endfor -%}
        case when labels.is_fashion then 1 else 0 end as is_fashion
    from {{ ref('int_labels') }} as labels
    left join {{ ref('int_trend_labels') }} as trend_labels on labels.label_number = trend_labels.label_number

),

-- an item is what stands at one position of one image; a label without position is an item of its own
-- nearly all the time goes into these 15 million groups of 25 million rows: no key is smaller than image and position
items as (

    select
        image_labels.image_id,
        bit_or(labels.category_set) as category_set,
        {% for word in words -%}
        bit_or(labels.{{ word }}) as {{ word }},
        {% endfor -%}
        max(labels.is_fashion) as is_fashion
    from image_labels
    inner join labels
        on image_labels.label_type = labels.label_type and image_labels.label_name = labels.label_name
    group by
        image_labels.image_id,
        case
            when image_labels.position_in_image is not null then {{ fingerprint(['image_labels.position_in_image']) }}
            else {{ fingerprint(['image_labels.label_type', 'image_labels.label_name', 'image_labels.position_in_image']) }}
        end

),

image_items as (

    select
        image_id,
        category_set,
        is_fashion = 1 as is_fashion,
        {% for word in words -%}
        {{ word }},
        {% endfor -%}
        count(*) as item_count
    from items
    group by image_id, category_set, is_fashion, {{ words | join(', ') }}

)

select * from image_items
