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

label_bits as (

    select
        *,
        cast(floor(place / 62) as bigint) as word,
        cast(power(2, place % 62) as bigint) as label_bit
    from labels

),

trend_labels as (

    select
        label_bits.label_number,
        label_bits.label_type,
        label_bits.label_name,
        label_bits.model_bit,
        case when label_bits.is_base then label_bits.label_number else bases.label_number end as base_label_number,
        label_bits.word,
        label_bits.label_bit,
    {% for word in range(4) -%}
    case when label_bits.word = {{ word }} then label_bits.label_bit else 0 end
    + case when bases.word = {{ word }} then bases.label_bit else 0 end as bits_{{ word }}{{ ',' if not loop.last }}
    {% endfor %}
    from label_bits
    left join label_bits as bases
        on
            label_bits.implied_label_type = bases.label_type
            and label_bits.implied_label_name = bases.label_name

)

select * from trend_labels
