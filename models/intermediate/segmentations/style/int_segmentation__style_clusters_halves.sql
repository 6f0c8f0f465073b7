-- by the stored centroids, however little the half shows: without items the author lies where the panel does
with style_models as (

    select * from {{ ref('int_style_models') }}
    where is_in_use

),

centroids as (

    select * from {{ ref('int_kmeans_centroids') }}
    where is_in_use

),

halves as (

    select halves.*
    from {{ ref('int_half_category_items') }} as halves
    inner join {{ ref('int_author_items') }} as author_items on halves.author_id = author_items.author_id
    where author_items.eligibility = 'eligible'

),

feature_scales as (

    select
        feature,
        max(panel_share) as panel_share,
        max(weight) as weight
    from centroids
    group by feature

),

half_features as (

    select
        halves.author_id,
        halves.half,
        feature_scales.feature,
        {{ style_feature(
            'halves.items', 'halves.author_items', 'feature_scales.panel_share', 'feature_scales.weight',
            'style_models.share_prior_items'
        ) }} as value
    from halves
    cross join style_models
    inner join feature_scales on halves.category = feature_scales.feature

),

distances as (

    select
        half_features.author_id,
        half_features.half,
        centroids.cluster_id,
        centroids.name,
        {{ exact_sum('power(half_features.value - centroids.value, 2)') }} as squared_distance
    from half_features
    inner join centroids on half_features.feature = centroids.feature
    group by half_features.author_id, half_features.half, centroids.cluster_id, centroids.name

),

-- nearest first, ties by id
ranked_clusters as (

    select
        *,
        row_number() over (partition by author_id, half order by squared_distance, cluster_id) as nearness
    from distances

)

select
    author_id,
    half,
    name as segment
from ranked_clusters
where nearness = 1
