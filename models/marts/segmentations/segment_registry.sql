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

-- versions that follow each other and give the cluster the same name are one period: their numbers less their ranks are equal
numbered_names as (

    select
        cluster_id,
        name,
        model_version,
        model_version - row_number() over (partition by cluster_id, name order by model_version) as period
    from {{ ref('style_clusters') }}

),

registered_segments as (

    select
        cluster_id,
        name,
        min(model_version) as model_version,
        max(model_version) as last_model_version
    from numbered_names
    group by cluster_id, name, period

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
