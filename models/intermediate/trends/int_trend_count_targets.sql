-- maps each set of labels to what it counts for: a candidate for a trend (positive), or its garment type (minus the label number)
with candidates as (

    select * from {{ ref('int_trend_candidates') }}

),

set_labels as (

    select * from {{ ref('int_label_set_labels') }}

),

label_sets as (

    select distinct
        label_set_number,
        label_bitmask_0,
        label_bitmask_1,
        label_bitmask_2,
        label_bitmask_3
    from {{ ref('int_item_sets') }}
    where label_set_number is not null

),

-- a set shows a candidate if it holds all labels of it
candidate_targets as (

    select
        candidates.candidate_number as target_number,
        label_sets.label_set_number
    from candidates
    inner join set_labels on candidates.leading_label_number = set_labels.label_number
    inner join label_sets
        on
            set_labels.label_set_number = label_sets.label_set_number
            {% for bitmask_number in range(4) -%}
            {% set bitmask = '.label_bitmask_' ~ bitmask_number -%}
            and {{ set_holds('label_sets' ~ bitmask, 'candidates' ~ bitmask) }}
            {% endfor %}
),

garment_targets as (

    select
        -set_labels.label_number as target_number,
        set_labels.label_set_number
    from set_labels
    where set_labels.label_number in (select base_label_number from candidates)

)

select * from candidate_targets
union all
select * from garment_targets
