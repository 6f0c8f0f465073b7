with fits as (

    select kmeans_fits.*
    from {{ ref('kmeans_fits') }} as kmeans_fits
    inner join {{ ref('int_style_models') }} as style_models on kmeans_fits.model_version = style_models.model_version
    where style_models.is_in_use

),

fitted_bins as (

    select
        measure as feature,
        part,
        max(case when kind = 'bin_lower' then value end) as lower_bound,
        cast(max(case when kind = 'bin_size' then value end) as bigint) as fitted_author_count
    from fits
    where kind in ('bin_lower', 'bin_size')
    group by measure, part

),

bins as (

    select
        *,
        lead(lower_bound) over (partition by feature order by part) as upper_bound
    from fitted_bins

),

present_bins as (

    select
        bins.feature,
        bins.part,
        count(*) as author_count
    from {{ ref('int_author_model_features') }} as author_features
    inner join bins
        on
            author_features.feature = bins.feature
            and author_features.value >= bins.lower_bound
            and coalesce(author_features.value < bins.upper_bound, true)
    group by bins.feature, bins.part

),

present_clusters as (

    select
        nearest_cluster_id,
        count(*) as author_count
    from {{ ref('int_author_style_clusters') }}
    where nearest_cluster_id is not null
    group by nearest_cluster_id

),

fitted_clusters as (

    select
        cluster_id,
        max(fitted_author_count) as fitted_author_count
    from {{ ref('int_kmeans_centroids') }}
    where is_in_use
    group by cluster_id

),

distributions as (

    select
        'style_cluster' as distribution,
        fitted_clusters.cluster_id as part,
        fitted_clusters.fitted_author_count,
        coalesce(present_clusters.author_count, 0) as author_count
    from fitted_clusters
    left join present_clusters on fitted_clusters.cluster_id = present_clusters.nearest_cluster_id
    union all
    select
        bins.feature as distribution,
        bins.part,
        bins.fitted_author_count,
        coalesce(present_bins.author_count, 0) as author_count
    from bins
    left join present_bins on bins.feature = present_bins.feature and bins.part = present_bins.part

)

select * from distributions
