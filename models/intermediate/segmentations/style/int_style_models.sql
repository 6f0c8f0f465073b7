with fits as (

    select * from {{ ref('kmeans_fits') }}

),

style_models as (

    select
        model_version,
        max(fitted_on) as fitted_on,
        cast(sum(case when k = 1 and kind = 'cluster' and measure = 'size' then value end) as bigint) as fitted_author_count,
        max(case when kind = 'setting' and measure = 'share_prior_items' then value end) as share_prior_items,
        max(case when kind = 'setting' and measure = 'kmeans_min_cluster_authors' then value end) as kmeans_min_cluster_authors,
        max(case when kind = 'setting' and measure = 'kmeans_min_cluster_share' then value end) as kmeans_min_cluster_share,
        max(case when kind = 'setting' and measure = 'kmeans_min_jaccard' then value end) as kmeans_min_jaccard,
        max(case when kind = 'setting' and measure = 'kmeans_min_half_jaccard' then value end) as kmeans_min_half_jaccard,
        max(case when kind = 'setting' and measure = 'kmeans_davies_bouldin_slack' then value end)
            as kmeans_davies_bouldin_slack,
        max(case when kind = 'setting' and measure = 'kmeans_match_radii' then value end) as kmeans_match_radii,
        max(case when kind = 'setting' and measure = 'name_min_share' then value end) as name_min_share,
        max(case when kind = 'setting' and measure = 'name_min_lift' then value end) as name_min_lift
    from fits
    group by model_version

),

-- the newest version is in use
dated_style_models as (

    select
        *,
        row_number() over (order by model_version desc) = 1 as is_in_use
    from style_models

)

select * from dated_style_models
