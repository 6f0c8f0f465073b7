-- maps each set of labels to what it counts for: a candidate for a trend (positive), or its garment type (minus the label number)
with candidates as (

    select * from {{ ref('int_trend_candidates') }}

),

candidate_targets as (

    select
        candidates.candidate_number as target_number,
        label_sets.label_set_number
    from candidates
    inner join {{ ref('int_trend_label_sets') }} as label_sets on candidates.trend_id = label_sets.trend_id

),

garment_targets as (

    select
        -set_labels.label_number as target_number,
        set_labels.label_set_number
    from {{ ref('int_label_set_labels') }} as set_labels
    where set_labels.label_number in (select base_label_number from candidates)

)

select * from candidate_targets
union all
select * from garment_targets
