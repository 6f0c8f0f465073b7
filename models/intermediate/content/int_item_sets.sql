{%- set words = ['bits_0', 'bits_1', 'bits_2', 'bits_3'] -%}

with set_labels as (

    select * from {{ ref('int_item_set_labels') }}

),

labels as (

    select * from {{ ref('int_labels') }}

),

label_bits as (

    select * from {{ ref('int_label_bits') }}

),

item_sets as (

    select
        set_labels.set_key,
        set_labels.item_count,
        {{ set_union_of_rows('coalesce(labels.category_set, 0)') }} as category_set,
        max(case when labels.is_fashion then 1 else 0 end) = 1 as is_fashion,
    {% for word in words -%}
    {{ set_union_of_rows('coalesce(label_bits.' ~ word ~ ', 0)') }} as {{ word }}{{ ',' if not loop.last }}
    {% endfor %}
    from set_labels
    left join labels on set_labels.label_number = labels.label_number
    left join label_bits on set_labels.label_number = label_bits.label_number
    group by set_labels.set_key, set_labels.item_count

)

select * from item_sets
