-- canonical labels that are followed week by week, each with the items that it is a share of; a brand on shoes and bags of both
with labels as (

    select
        labels.label_number,
        labels.label_type,
        labels.label_name,
        labels.canonical_name,
        labels.axis,
        case
            when models.label_base = 'implied' then models.implied_label_name
            else models.label_base
        end as base_of_label
    from {{ ref('int_labels') }} as labels
    inner join {{ ref('trend_models') }} as models on labels.label_type = models.label_type
    where labels.is_fashion

),

series as (

    select
        labels.canonical_name,
        min(labels.axis) as axis,
        coalesce(min(display_names.display_name), labels.canonical_name) as display_name,
        {{ ordered_list('labels.base_of_label') }} as base_items
    from labels
    left join {{ ref('label_display_names') }} as display_names
        on labels.label_type = display_names.label_type and labels.label_name = display_names.label_name
    group by labels.canonical_name

),

numbered_series as (

    select
        row_number() over (order by canonical_name) as series_number,
        -dense_rank() over (order by base_items) as base_target_number,
        canonical_name,
        display_name,
        axis,
        base_items
    from series

)

select * from numbered_series
