with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

authors as (

    select * from {{ ref('int_authors') }}

),

author_clusters as (

    select * from {{ ref('int_author_style_clusters') }}

),

centroids as (

    select * from {{ ref('int_kmeans_centroids') }}
    where is_in_use

),

clusters as (

    select distinct
        cluster_id,
        name
    from centroids

),

near_border as (

    select
        author_clusters.author_id,
        clusters.name as style_cluster,
        1 as reason_number,
        'near_border' as reason,
        confidence.confidence as preference
    from author_clusters
    inner join clusters on author_clusters.next_cluster_id = clusters.cluster_id
    inner join {{ ref('int_author_style_confidence') }} as confidence on author_clusters.author_id = confidence.author_id
    where author_clusters.style_state = 'assigned'

),

sparse_distances as (

    select
        author_items.author_id,
        centroids.cluster_id,
        centroids.name,
        {{ exact_sum('power(' ~ style_feature(
            'coalesce(category_items.item_count, 0)', 'author_items.item_count', 'centroids.panel_share', 'centroids.weight',
            'style_models.share_prior_items'
        ) ~ ' - centroids.value, 2)') }} as squared_distance
    from {{ ref('int_author_items') }} as author_items
    cross join thresholds
    cross join centroids
    inner join {{ ref('int_style_models') }} as style_models on centroids.model_version = style_models.model_version
    left join {{ ref('int_author_category_items') }} as category_items
        on author_items.author_id = category_items.author_id and centroids.feature = category_items.category
    where author_items.eligibility = 'insufficient_data' and author_items.item_count >= thresholds.recruiting_min_items
    group by author_items.author_id, centroids.cluster_id, centroids.name

),

ranked_distances as (

    select
        *,
        row_number() over (partition by author_id order by squared_distance, cluster_id) as nearness
    from sparse_distances

),

insufficient_data as (

    select
        author_id,
        name as style_cluster,
        2 as reason_number,
        'insufficient_data' as reason,
        sqrt(squared_distance) as preference
    from ranked_distances
    where nearness = 1

),

-- most alike first, as the others are in ascending order too
lookalikes as (

    select
        fits.lookalike_id as author_id,
        members.nearest_cluster as style_cluster,
        3 as reason_number,
        'lookalike_of_a_member' as reason,
        -max(fits.similarity) as preference
    from {{ ref('lookalike_fits') }} as fits
    inner join author_clusters as members on fits.author_id = members.author_id
    inner join authors as member_authors on fits.author_id = member_authors.author_id
    inner join authors on fits.lookalike_id = authors.author_id
    inner join author_clusters as own on fits.lookalike_id = own.author_id
    where
        members.style_state = 'assigned'
        and member_authors.follower_band = authors.follower_band
        and (own.style_state <> 'assigned' or own.nearest_cluster_id <> members.nearest_cluster_id)
    group by fits.lookalike_id, members.nearest_cluster

),

all_candidates as (

    select * from near_border
    union all
    select * from insufficient_data
    union all
    select * from lookalikes

),

candidates as (

    select
        all_candidates.author_id,
        authors.follower_band,
        all_candidates.style_cluster,
        all_candidates.reason_number,
        all_candidates.reason,
        all_candidates.preference,
        row_number() over (
            partition by all_candidates.author_id, all_candidates.style_cluster order by all_candidates.reason_number
        ) as place
    from all_candidates
    inner join authors on all_candidates.author_id = authors.author_id

)

select
    author_id,
    follower_band,
    style_cluster,
    reason_number,
    reason,
    preference
from candidates
where place = 1
