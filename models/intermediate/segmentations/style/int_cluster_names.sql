with cluster_names as (

    select
        registered_names.cluster_id,
        registered_names.name
    from {{ ref('int_registered_names') }} as registered_names
    inner join {{ ref('int_style_models') }} as style_models on registered_names.model_version = style_models.model_version
    where style_models.is_in_use

)

select * from cluster_names
