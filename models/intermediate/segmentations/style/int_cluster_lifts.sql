-- what the cluster shows more than the panel does, the strongest first, ties by name
with lifted_features as (

    select
        centroids.model_version,
        centroids.cluster_id,
        centroids.feature,
        row_number() over (
            partition by centroids.model_version, centroids.cluster_id
            order by centroids.share / centroids.panel_share desc, centroids.feature
        ) as strength
    from {{ ref('int_kmeans_centroids') }} as centroids
    inner join {{ ref('int_style_models') }} as style_models on centroids.model_version = style_models.model_version
    where
        centroids.share >= style_models.name_min_share
        and centroids.share >= style_models.name_min_lift * centroids.panel_share

)

select * from lifted_features
