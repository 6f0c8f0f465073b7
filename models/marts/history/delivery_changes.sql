with versions as (

    select
        version_date,
        newest_post_at,
        row_number() over (order by version_number desc) as age
    from {{ ref('int_panel_versions') }}

),

aged_measures as (

    select
        measures.*,
        versions.age
    from {{ ref('int_recorded_measures') }} as measures
    inner join versions on measures.newest_post_at = versions.newest_post_at

),

delivery_changes as (

    select
        measure,
        segmentation,
        segment,
        label_type,
        label_name,
        max(case when age = 2 then observation_count end) as former_count,
        max(case when age = 1 then observation_count end) as observation_count,
        max(case when age = 2 then value end) as former_value,
        max(case when age = 1 then value end) as value
    from aged_measures
    where age <= 2
    group by measure, segmentation, segment, label_type, label_name

),

-- before there are two recorded deliveries nothing has changed
comparisons as (

    select
        former.version_date as from_date,
        latter.version_date as to_date
    from versions as former
    inner join versions as latter on former.age = 2 and latter.age = 1
    where former.newest_post_at in (select newest_post_at from {{ ref('int_recorded_measures') }})

)

select
    delivery_changes.*,
    delivery_changes.value - delivery_changes.former_value as difference,
    comparisons.from_date,
    comparisons.to_date
from delivery_changes
cross join comparisons
order by measure, segmentation, segment, label_type, label_name
