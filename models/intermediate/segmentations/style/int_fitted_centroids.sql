with fits as (

    select * from {{ ref('kmeans_fits') }}

),

chosen_fits as (

    select fits.*
    from fits
    inner join {{ ref('int_kmeans_selection') }} as selection
        on fits.model_version = selection.model_version and fits.k = selection.k
    where selection.is_chosen

),

-- the scale that the features had when the model was fitted
feature_scales as (

    select
        model_version,
        measure as feature,
        max(case when kind = 'panel_share' then value end) as panel_share,
        max(case when kind = 'weight' then value end) as weight
    from fits
    where kind in ('panel_share', 'weight')
    group by model_version, measure

),

clusters as (

    select
        model_version,
        part,
        max(case when measure = 'size' then value end) as fitted_author_count,
        max(case when measure = 'radius' then value end) as radius
    from chosen_fits
    where kind = 'cluster'
    group by model_version, part

),

centroids as (

    select
        chosen_fits.model_version,
        chosen_fits.part as cluster_number,
        chosen_fits.measure as feature,
        chosen_fits.value,
        -- back from the chi-square metric to a share of the author's items
        chosen_fits.value * sqrt(feature_scales.panel_share) / feature_scales.weight as share,
        feature_scales.panel_share,
        feature_scales.weight,
        clusters.radius,
        cast(clusters.fitted_author_count as bigint) as fitted_author_count,
        style_models.kmeans_match_radii as match_radii
    from chosen_fits
    inner join {{ ref('int_style_models') }} as style_models on chosen_fits.model_version = style_models.model_version
    inner join feature_scales
        on chosen_fits.model_version = feature_scales.model_version and chosen_fits.measure = feature_scales.feature
    inner join clusters on chosen_fits.model_version = clusters.model_version and chosen_fits.part = clusters.part
    where chosen_fits.kind = 'centroid'

)

select * from centroids
