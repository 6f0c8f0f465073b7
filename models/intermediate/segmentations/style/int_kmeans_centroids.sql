with centroids as (

    select
        fitted_centroids.model_version,
        style_clusters.cluster_id,
        style_clusters.name,
        fitted_centroids.feature,
        fitted_centroids.value,
        fitted_centroids.share,
        fitted_centroids.panel_share,
        fitted_centroids.weight,
        fitted_centroids.radius,
        fitted_centroids.fitted_author_count,
        style_models.is_in_use
    from {{ ref('int_fitted_centroids') }} as fitted_centroids
    inner join {{ ref('style_clusters') }} as style_clusters
        on
            fitted_centroids.model_version = style_clusters.model_version
            and fitted_centroids.cluster_number = style_clusters.cluster_number
    inner join {{ ref('int_style_models') }} as style_models on fitted_centroids.model_version = style_models.model_version

)

select * from centroids
