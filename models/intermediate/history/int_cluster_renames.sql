with clusters as (

    select
        *,
        last_value(name) over (
            partition by cluster_id order by model_version rows between unbounded preceding and unbounded following
        ) as last_name,
        max(model_version) over (partition by cluster_id) as last_version
    from {{ ref('style_clusters') }}

),

stored_names as (

    select
        model_version as named_in,
        name as former_name,
        last_name as name,
        last_version
    from clusters

),

-- before names were stored, each belonged to one cluster for ever
former_names as (

    select
        0 as named_in,
        former_name,
        max(last_name) as name,
        max(last_version) as last_version
    from clusters
    where former_name is not null
    group by former_name

),

cluster_renames as (

    select * from former_names
    union all
    select * from stored_names
    where former_name <> name

)

select * from cluster_renames
