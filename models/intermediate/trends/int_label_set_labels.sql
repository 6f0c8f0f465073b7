with label_sets as (

    select
        label_set_number,
        label_bitmask_0,
        label_bitmask_1,
        label_bitmask_2,
        label_bitmask_3,
        cast(sum(item_count) as bigint) as item_count
    from {{ ref('int_item_sets') }}
    where label_set_number is not null
    group by label_set_number, label_bitmask_0, label_bitmask_1, label_bitmask_2, label_bitmask_3

),

trend_labels as (

    select * from {{ ref('int_label_bitmasks') }}

),

label_set_labels as (

    {% for bitmask_number in range(4) -%}
    select
        label_sets.label_set_number,
        label_sets.item_count,
        trend_labels.label_number,
        trend_labels.model_bit
    from label_sets
    inner join trend_labels
        on
            trend_labels.bitmask_number = {{ bitmask_number }}
            and {{ set_holds('label_sets.label_bitmask_' ~ bitmask_number, 'trend_labels.label_bit') }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

label_set_models as (

    select
        label_set_number,
        {{ set_union_of_rows('model_bit') }} as model_set
    from label_set_labels
    group by label_set_number

)

select
    label_set_labels.label_set_number,
    label_set_labels.label_number,
    label_set_labels.item_count,
    label_set_labels.model_bit,
    label_set_models.model_set
from label_set_labels
inner join label_set_models on label_set_labels.label_set_number = label_set_models.label_set_number
