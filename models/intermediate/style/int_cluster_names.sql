with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

centroids as (

    select * from {{ ref('int_kmeans_centroids') }}

),

-- what the cluster shows more than the panel does, the strongest first, ties by name
lifted_features as (

    select
        centroids.cluster_id,
        centroids.feature,
        row_number() over (
            partition by centroids.cluster_id order by centroids.share / centroids.panel_share desc, centroids.feature
        ) as strength
    from centroids
    cross join thresholds
    where
        centroids.share >= thresholds.name_min_share
        and centroids.share >= thresholds.name_min_lift * centroids.panel_share

),

candidate_names as (

    select
        clusters.cluster_id,
        coalesce(max(case when lifted_features.strength = 1 then lifted_features.feature end), 'everyday') as first_name,
        max(case when lifted_features.strength = 2 then '_and_' || lifted_features.feature end) as second_name,
        max(case when lifted_features.strength = 3 then '_and_' || lifted_features.feature end) as third_name
    from (select distinct cluster_id from centroids) as clusters
    left join lifted_features on clusters.cluster_id = lifted_features.cluster_id
    group by clusters.cluster_id

),

two_part_names as (

    select
        *,
        first_name || coalesce(second_name, '') as name,
        count(*) over (partition by first_name || coalesce(second_name, '')) as collisions
    from candidate_names

),

three_part_names as (

    select
        cluster_id,
        case when collisions > 1 then name || coalesce(third_name, '') else name end as name
    from two_part_names

),

-- clusters still of one name are told apart by number, the lowest id first
cluster_names as (

    select
        cluster_id,
        case
            when count(*) over (partition by name) > 1
                then name || '_' || cast(row_number() over (partition by name order by cluster_id) as string)
            else name
        end as name
    from three_part_names

)

select * from cluster_names
