with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

author_features as (

    select * from {{ ref('int_author_model_features') }}

),

centroids as (

    select * from {{ ref('int_kmeans_centroids') }}
    where is_in_use

),

author_cluster_distances as (

    select
        author_features.author_id,
        centroids.cluster_id,
        centroids.name,
        centroids.radius,
        {{ exact_sum('power(author_features.value - centroids.value, 2)') }} as squared_distance
    from author_features
    inner join centroids on author_features.feature = centroids.feature
    group by author_features.author_id, centroids.cluster_id, centroids.name, centroids.radius

),

-- nearest first, ties by id
ranked_clusters as (

    select
        author_id,
        cluster_id,
        name,
        radius,
        lead(cluster_id) over (partition by author_id order by squared_distance, cluster_id) as next_cluster_id,
        sqrt(squared_distance) as distance,
        lead(sqrt(squared_distance)) over (
            partition by author_id order by squared_distance, cluster_id
        ) as next_distance,
        row_number() over (partition by author_id order by squared_distance, cluster_id) as nearness
    from author_cluster_distances

),

nearest_clusters as (

    select
        author_items.author_id,
        ranked_clusters.cluster_id as nearest_cluster_id,
        ranked_clusters.name as nearest_cluster,
        ranked_clusters.next_cluster_id,
        ranked_clusters.distance,
        case
            when ranked_clusters.next_distance > 0
                then (ranked_clusters.next_distance - ranked_clusters.distance) / ranked_clusters.next_distance
        end as margin,
        case
            when author_items.eligibility <> 'eligible' then author_items.eligibility
            -- no model at all: nobody shows a category that is a feature
            when ranked_clusters.cluster_id is null then 'insufficient_data'
            when
                ranked_clusters.radius > 0
                and ranked_clusters.distance > thresholds.outlier_distance_ratio * ranked_clusters.radius
                then 'outlier'
            else 'assigned'
        end as style_state
    from {{ ref('int_author_items') }} as author_items
    cross join thresholds
    left join ranked_clusters on author_items.author_id = ranked_clusters.author_id and ranked_clusters.nearness = 1

)

select * from nearest_clusters
