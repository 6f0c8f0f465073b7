with author_clusters as (

    select * from {{ ref('int_author_style_clusters') }}
    where style_state = 'assigned' and next_cluster_id is not null

),

centroids as (

    select * from {{ ref('int_kmeans_centroids') }}
    where is_in_use

),

author_features as (

    select
        author_clusters.author_id,
        author_features.value,
        nearest.value as nearest_value,
        next_nearest.value as next_value,
        nearest.weight,
        nearest.panel_share,
        -- back from the chi-square metric to a share of the author's items
        author_features.value * sqrt(nearest.panel_share) / nearest.weight as share,
        scores.effective_item_count
    from author_clusters
    inner join {{ ref('int_author_model_features') }} as author_features on author_clusters.author_id = author_features.author_id
    inner join centroids as nearest
        on author_clusters.nearest_cluster_id = nearest.cluster_id and author_features.feature = nearest.feature
    inner join centroids as next_nearest
        on author_clusters.next_cluster_id = next_nearest.cluster_id and author_features.feature = next_nearest.feature
    inner join {{ ref('int_author_category_scores') }} as scores
        on author_clusters.author_id = scores.author_id and author_features.feature = scores.category

),

-- along the line from one centroid to the other: how far the border is, and how far chance moves the author
border_sums as (

    select
        author_id,
        {{ exact_sum('power(value - next_value, 2) - power(value - nearest_value, 2)') }} as distance,
        {{ exact_sum(
            'power((next_value - nearest_value) * weight, 2) * share * (1 - share) / (effective_item_count * panel_share)'
        ) }} as variance
    from author_features
    group by author_id

),

-- the other posts move by chance too, hence the root of two
author_confidence as (

    select
        author_id,
        case
            -- to the digits that the tail is exact to
            when variance > 0 then greatest(0.5, round(1 - {{ normal_tail('distance / sqrt(8 * variance)') }}, 6))
            else 1.0
        end as confidence
    from border_sums

)

select * from author_confidence
