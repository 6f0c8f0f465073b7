-- maps each set of labels to the canonical labels that it shows (positive) and to the denominators that it counts for (negative)
with series as (

    select * from {{ ref('int_label_series') }}

),

set_labels as (

    select
        set_labels.label_set_number,
        labels.label_type,
        labels.label_name,
        labels.canonical_name,
        labels.axis
    from {{ ref('int_label_set_labels') }} as set_labels
    inner join {{ ref('int_labels') }} as labels on set_labels.label_number = labels.label_number

),

models as (

    select * from {{ ref('trend_models') }}

),

-- what each model's labels are a share of
base_sets as (

    select
        models.label_type,
        set_labels.label_set_number
    from models
    inner join set_labels
        on
            models.label_base = 'fashion'
            or (models.label_base = 'garment' and set_labels.axis = 'garment')
            or (
                models.label_base = 'implied'
                and models.implied_label_type = set_labels.label_type
                and models.implied_label_name = set_labels.label_name
            )
    group by models.label_type, set_labels.label_set_number

),

series_models as (

    select distinct
        series.base_target_number,
        labels.label_type
    from series
    inner join {{ ref('int_labels') }} as labels on series.canonical_name = labels.canonical_name
    where labels.is_fashion

),

base_targets as (

    select distinct
        series_models.base_target_number,
        base_sets.label_set_number
    from series_models
    inner join base_sets on series_models.label_type = base_sets.label_type

),

-- a label counts where it is part of its denominator: leather on a bag is no share of the garments
label_targets as (

    select distinct
        series.series_number,
        set_labels.label_set_number
    from series
    inner join set_labels on series.canonical_name = set_labels.canonical_name
    inner join base_targets
        on
            series.base_target_number = base_targets.base_target_number
            and set_labels.label_set_number = base_targets.label_set_number

),

targets as (

    select
        series_number as target_number,
        label_set_number
    from label_targets
    union all
    select
        base_target_number as target_number,
        label_set_number
    from base_targets

)

select * from targets
