-- One row per segmentation and segment with a rule, and per cluster and its categories: what the plain-language definitions say.
with centroids as (

    select * from marts.kmeans_centroids

),

newest_model as (

    select max(model_version) as model_version from centroids

),

registry as (

    select
        cluster_id,
        name
    from (
        select
            *,
            row_number() over (partition by cluster_id order by model_version desc) as version_rank
        from marts.segment_registry
    ) as versions
    where version_rank = 1

),

bands as (

    select * from seeds.follower_bands

),

rules as (

    select * from seeds.style_rules

),

categories as (

    select * from seeds.categories

)

select
    'follower_band' as segmentation,
    band_name as segment,
    null as category,
    null as description,
    cast(min_followers as double) as lower_value,
    cast(max_followers as double) as upper_value,
    null as ratio
from bands
union all
select
    'style_rules' as segmentation,
    rules.category as segment,
    rules.category,
    categories.description,
    cast(rules.min_items as double) as lower_value,
    cast(rules.min_posts as double) as upper_value,
    rules.min_ratio as ratio
from rules
inner join categories on rules.category = categories.category
union all
select
    'style_clusters' as segmentation,
    registry.name as segment,
    centroids.feature as category,
    null as description,
    centroids.share as lower_value,
    centroids.panel_share as upper_value,
    centroids.share / nullif(centroids.panel_share, 0) as ratio
from centroids
inner join newest_model on centroids.model_version = newest_model.model_version
inner join registry on centroids.cluster_id = registry.cluster_id
order by segmentation asc, segment asc, ratio desc nulls last, category asc
