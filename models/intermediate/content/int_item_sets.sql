{%- set bitmasks = ['label_bitmask_0', 'label_bitmask_1', 'label_bitmask_2', 'label_bitmask_3'] -%}

with set_labels as (

    select * from {{ ref('int_item_set_labels') }}

),

labels as (

    select * from {{ ref('int_labels') }}

),

label_bitmasks as (

    select * from {{ ref('int_label_bitmasks') }}

),

item_sets as (

    select
        set_labels.set_key,
        set_labels.item_count,
        {{ set_union_of_rows('coalesce(labels.category_set, 0)') }} as category_set,
        max(case when labels.is_fashion then 1 else 0 end) = 1 as is_fashion,
    {% for bitmask in bitmasks -%}
    {{ set_union_of_rows('coalesce(label_bitmasks.' ~ bitmask ~ ', 0)') }} as {{ bitmask }}{{ ',' if not loop.last }}
    {% endfor %}
    from set_labels
    left join labels on set_labels.label_number = labels.label_number
    left join label_bitmasks on set_labels.label_number = label_bitmasks.label_number
    group by set_labels.set_key, set_labels.item_count

),

-- what trends are mined from: sets that differ in their categories alone are one set of fashion labels
numbered_sets as (

    select
        *,
        case when {{ bitmasks | join(' <> 0 or ') }} <> 0 then dense_rank() over (order by {{ bitmasks | join(', ') }}) end
            as label_set_number
    from item_sets

)

select * from numbered_sets
