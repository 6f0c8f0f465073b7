with style_models as (

    select * from {{ ref('int_style_models') }}

),

-- a delivery of older posts doesn't make a version older than the one it replaced
dated_versions as (

    select
        model_version,
        max(fitted_on) over (order by model_version) as valid_from
    from style_models

),

version_periods as (

    select
        model_version,
        valid_from,
        lead(valid_from) over (order by model_version) as valid_to
    from dated_versions

),

-- versions that follow each other and give the cluster the same name are one period
registered_segments as (

    select
        registered_names.cluster_id,
        registered_names.name,
        registered_names.named_in,
        min(registered_names.model_version) as model_version,
        max(registered_names.model_version) as last_model_version
    from {{ ref('int_registered_names') }} as registered_names
    group by registered_names.cluster_id, registered_names.name, registered_names.named_in

)

select
    registered_segments.cluster_id,
    registered_segments.name,
    registered_segments.model_version,
    registered_segments.last_model_version,
    first_versions.valid_from,
    last_versions.valid_to
from registered_segments
inner join version_periods as first_versions on registered_segments.model_version = first_versions.model_version
inner join version_periods as last_versions on registered_segments.last_model_version = last_versions.model_version
order by registered_segments.cluster_id, registered_segments.model_version
