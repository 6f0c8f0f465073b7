with clusters as (

    select distinct
        model_version,
        cluster_id
    from {{ ref('int_kmeans_centroids') }}

),

lifts as (

    select * from {{ ref('int_cluster_lifts') }}

),

clusters_with_categories as (

    select
        clusters.model_version,
        clusters.cluster_id,
        count(lifts.feature) as lifted_count,
        max(case when lifts.strength = 1 then lifts.feature end) as first_category,
        max(case when lifts.strength = 2 then lifts.feature end) as second_category,
        max(case when lifts.strength = 3 then lifts.feature end) as third_category
    from clusters
    left join lifts on clusters.model_version = lifts.model_version and clusters.cluster_id = lifts.cluster_id
    group by clusters.model_version, clusters.cluster_id

),

two_part_names as (

    select
        *,
        coalesce(first_category, 'everyday') || coalesce('_and_' || second_category, '') as name
    from clusters_with_categories

),

counted_names as (

    select
        *,
        count(*) over (partition by model_version, name) as collisions
    from two_part_names

),

-- those of one name take their third category too
candidate_names as (

    select
        model_version,
        cluster_id,
        lifted_count,
        case when collisions > 1 then name || coalesce('_and_' || third_category, '') else name end as name,
        case when collisions > 1 then least(lifted_count, 3) else least(lifted_count, 2) end as category_count
    from counted_names

)

select * from candidate_names
