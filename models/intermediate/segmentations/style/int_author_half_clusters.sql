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

    select author_halves.*
    from {{ ref('int_author_halves') }} as author_halves
    inner join {{ ref('int_style_eligibility') }} as eligibility on author_halves.author_id = eligibility.author_id
    where eligibility.eligibility = 'eligible'

),

feature_scales as (

    select
        feature,
        max(panel_share) as panel_share,
        max(weight) as weight
    from centroids
    group by feature

),

half_counts as (

    select
        halves.author_id,
        halves.half,
        halves.item_count,
        feature_scales.feature,
        feature_scales.panel_share,
        feature_scales.weight,
        case feature_scales.feature
            {% for category in category_names() -%}
            when '{{ category }}' then halves.{{ category }}_item_count
            {% endfor -%}
        end as category_item_count
    from halves
    cross join feature_scales

),

half_features as (

    select
        half_counts.author_id,
        half_counts.half,
        half_counts.feature,
        {{ style_feature(
            'half_counts.category_item_count', 'half_counts.item_count', 'half_counts.panel_share', 'half_counts.weight',
            'style_models.share_prior_items'
        ) }} as value
    from half_counts
    cross join style_models

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
    cluster_id,
    name
from ranked_clusters
where nearness = 1
