-- which sets of labels show which candidate: those that hold all of its labels
with candidate_labels as (

    select
        candidate_labels.trend_id,
        candidate_labels.is_base,
        trend_labels.*
    from {{ ref('int_trend_candidate_labels') }} as candidate_labels
    inner join {{ ref('int_label_bits') }} as trend_labels on candidate_labels.label_number = trend_labels.label_number

),

label_sets as (

    select * from {{ ref('int_label_sets') }}

),

-- one label beside the garment type leads to the few sets that are worth looking into
candidates as (

    select
        trend_id,
        coalesce(max(case when not is_base then label_number end), max(label_number)) as leading_label_number,
    {% for word in range(4) -%}
    {{ set_union_of_rows('bits_' ~ word) }} as bits_{{ word }}{{ ',' if not loop.last }}
    {% endfor %}
    from candidate_labels
    group by trend_id

),

trend_label_sets as (

    select
        candidates.trend_id,
        label_sets.label_set_number
    from candidates
    inner join {{ ref('int_label_set_labels') }} as set_labels on candidates.leading_label_number = set_labels.label_number
    inner join label_sets on set_labels.label_set_number = label_sets.label_set_number
    where
        {{ set_holds('label_sets.bits_0', 'candidates.bits_0') }}
        and {{ set_holds('label_sets.bits_1', 'candidates.bits_1') }}
        and {{ set_holds('label_sets.bits_2', 'candidates.bits_2') }}
        and {{ set_holds('label_sets.bits_3', 'candidates.bits_3') }}

)

select * from trend_label_sets
