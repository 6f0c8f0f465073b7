with fits as (

    select * from {{ ref('kmeans_fits') }}

),

chosen_model as (

    select k from {{ ref('int_kmeans_selection') }}
    where is_chosen

),

panel_shares as (

    select
        feature,
        max(panel_share) as panel_share,
        max(weight) as weight
    from {{ ref('int_style_features') }}
    group by feature

),

clusters as (

    select
        fits.cluster_id,
        max(case when fits.measure = 'size' then fits.value end) as fitted_author_count,
        max(case when fits.measure = 'radius' then fits.value end) as radius
    from fits
    inner join chosen_model on fits.k = chosen_model.k
    where fits.kind = 'cluster'
    group by fits.cluster_id

),

centroids as (

    select
        cast(1 as bigint) as model_version,
        fits.cluster_id,
        fits.measure as feature,
        fits.value,
        -- back from the chi-square metric to a share of the author's items
        fits.value * sqrt(panel_shares.panel_share) / panel_shares.weight as share,
        panel_shares.panel_share,
        panel_shares.weight,
        clusters.radius,
        cast(clusters.fitted_author_count as bigint) as fitted_author_count
    from fits
    inner join chosen_model on fits.k = chosen_model.k
    inner join panel_shares on fits.measure = panel_shares.feature
    inner join clusters on fits.cluster_id = clusters.cluster_id
    where fits.kind = 'centroid'

)

select * from centroids
