-- every fashion label as one bit of four numbers, 62 bits each; the garment type that its model implies is set with it
with trend_models as (

    select
        *,
        cast(power(2, row_number() over (order by label_type) - 1) as bigint) as model_bit
    from {{ ref('trend_models') }}

),

labels as (

    select
        labels.label_number,
        labels.label_type,
        labels.label_name,
        trend_models.model_bit,
        trend_models.is_base,
        trend_models.implied_label_type,
        trend_models.implied_label_name,
        row_number() over (order by labels.label_number) - 1 as place
    from {{ ref('int_labels') }} as labels
    inner join trend_models on labels.label_type = trend_models.label_type
    where labels.is_fashion

),

label_bitmasks as (

    select
        *,
        cast(floor(place / 62) as bigint) as bitmask_number,
        cast(power(2, place % 62) as bigint) as label_bit
    from labels

),

trend_labels as (

    select
        label_bitmasks.label_number,
        label_bitmasks.label_type,
        label_bitmasks.label_name,
        label_bitmasks.model_bit,
        case when label_bitmasks.is_base then label_bitmasks.label_number else bases.label_number end as base_label_number,
        label_bitmasks.bitmask_number,
        label_bitmasks.label_bit,
    {% for bitmask_number in range(4) -%}
    case when label_bitmasks.bitmask_number = {{ bitmask_number }} then label_bitmasks.label_bit else 0 end
    + case when bases.bitmask_number = {{ bitmask_number }} then bases.label_bit else 0 end
        as label_bitmask_{{ bitmask_number }}{{ ',' if not loop.last }}
    {% endfor %}
    from label_bitmasks
    left join label_bitmasks as bases
        on
            label_bitmasks.implied_label_type = bases.label_type
            and label_bitmasks.implied_label_name = bases.label_name

)

select * from trend_labels
