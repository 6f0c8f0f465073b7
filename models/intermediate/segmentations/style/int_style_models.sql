with fits as (

    select * from {{ ref('kmeans_fits') }}

),

thresholds as (

    select * from {{ ref('int_thresholds') }}

),

style_models as (

    select
        model_version,
        max(fitted_on) as fitted_on,
        cast(sum(case when k = 1 and kind = 'cluster' and measure = 'size' then value end) as bigint) as fitted_author_count,
        max(case when kind = 'setting' and measure = 'share_prior_items' then value end) as share_prior_items,
        max(case when kind = 'setting' and measure = 'kmeans_match_radii' then value end) as kmeans_match_radii,
        max(case when kind = 'setting' and measure = 'name_min_lift' then value end) as name_min_lift,
        max(case when kind = 'setting' and measure = 'name_min_excess' then value end) as name_min_excess,
        max(case when kind = 'setting' and measure = 'name_second_share' then value end) as name_second_share,
        max(case when kind = 'setting' and measure = 'name_little_fashion_lift' then value end) as name_little_fashion_lift,
        max(case when kind = 'setting' and measure = 'name_little_lift' then value end) as name_little_lift
    from fits
    group by model_version

),

-- the newest version is in use; what names a version that has no such setting is the seed
dated_style_models as (

    select
        style_models.model_version,
        style_models.fitted_on,
        style_models.fitted_author_count,
        style_models.share_prior_items,
        style_models.kmeans_match_radii,
        coalesce(style_models.name_min_lift, thresholds.name_min_lift) as name_min_lift,
        coalesce(style_models.name_min_excess, thresholds.name_min_excess) as name_min_excess,
        coalesce(style_models.name_second_share, thresholds.name_second_share) as name_second_share,
        coalesce(style_models.name_little_fashion_lift, thresholds.name_little_fashion_lift) as name_little_fashion_lift,
        coalesce(style_models.name_little_lift, thresholds.name_little_lift) as name_little_lift,
        row_number() over (order by style_models.model_version desc) = 1 as is_in_use
    from style_models
    cross join thresholds

)

select * from dated_style_models
