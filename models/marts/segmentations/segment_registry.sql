with centroids as (

    select distinct
        model_version,
        cluster_id
    from {{ ref('int_kmeans_centroids') }}

),

cluster_names as (

    select * from {{ ref('int_cluster_names') }}

),

-- dates of validity come from the data, never from the clock
newest_post as (

    select max(published_at) as published_at from {{ ref('int_posts') }}

),

registered_segments as (

    select
        centroids.cluster_id,
        cluster_names.name,
        centroids.model_version,
        newest_post.published_at as valid_from,
        cast(null as timestamp) as valid_to
    from centroids
    inner join cluster_names on centroids.cluster_id = cluster_names.cluster_id
    cross join newest_post

)

select * from registered_segments
order by cluster_id
