{%- set words = ['bits_0', 'bits_1', 'bits_2', 'bits_3'] -%}

select
    set_labels.set_key,
    set_labels.item_count,
    {{ set_union_of_rows('labels.category_set') }} as category_set,
    {% for word in words -%}
    {{ set_union_of_rows('coalesce(label_bits.' ~ word ~ ', 0)') }} as {{ word }},
    {% endfor -%}
    max(case when labels.is_fashion then 1 else 0 end) = 1 as is_fashion
from {{ ref('int_item_set_labels') }} as set_labels
inner join {{ ref('int_labels') }} as labels on set_labels.label_number = labels.label_number
left join {{ ref('int_label_bits') }} as label_bits on set_labels.label_number = label_bits.label_number
group by set_labels.set_key, set_labels.item_count
