with style_models as (

    select * from {{ ref('int_style_models') }}
    where is_in_use

),

feature_scales as (

    select
        fitted_centroids.feature,
        max(fitted_centroids.panel_share) as panel_share,
        max(fitted_centroids.weight) as weight
    from {{ ref('int_fitted_centroids') }} as fitted_centroids
    inner join style_models on fitted_centroids.model_version = style_models.model_version
    group by fitted_centroids.feature

),

eligible_authors as (

    select * from {{ ref('int_author_items') }}
    where eligibility = 'eligible'

),

author_features as (

    select
        eligible_authors.author_id,
        feature_scales.feature,
        {{ style_feature(
            'coalesce(category_items.item_count, 0)', 'eligible_authors.item_count', 'feature_scales.panel_share',
            'feature_scales.weight', 'style_models.share_prior_items'
        ) }} as value
    from eligible_authors
    cross join style_models
    cross join feature_scales
    left join {{ ref('int_author_category_items') }} as category_items
        on eligible_authors.author_id = category_items.author_id and feature_scales.feature = category_items.category

)

select * from author_features
