-- which sets of labels show which candidate: those that hold all of its labels
with candidate_labels as (

    select
        candidate_labels.trend_id,
        candidate_labels.is_base,
        trend_labels.*
    from {{ ref('int_trend_candidate_labels') }} as candidate_labels
    inner join {{ ref('int_label_bitmasks') }} as trend_labels on candidate_labels.label_number = trend_labels.label_number

),

label_sets as (

    select * from {{ ref('int_label_sets') }}

),

-- one label beside the garment type leads to the few sets that are worth looking into
candidates as (

    select
        trend_id,
        coalesce(max(case when not is_base then label_number end), max(label_number)) as leading_label_number,
    {% for bitmask_number in range(4) -%}
    {{ set_union_of_rows('label_bitmask_' ~ bitmask_number) }} as label_bitmask_{{ bitmask_number }}{{ ',' if not loop.last }}
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
        {{ set_holds('label_sets.label_bitmask_0', 'candidates.label_bitmask_0') }}
        and {{ set_holds('label_sets.label_bitmask_1', 'candidates.label_bitmask_1') }}
        and {{ set_holds('label_sets.label_bitmask_2', 'candidates.label_bitmask_2') }}
        and {{ set_holds('label_sets.label_bitmask_3', 'candidates.label_bitmask_3') }}

)

select * from trend_label_sets
