with segmentations as (

    select distinct segmentation from {{ ref('int_segments') }}

),

separation as (

    select * from {{ ref('int_segmentation_separation') }}

),

metrics as (

    select
        segmentation,
        metric,
        value
    from {{ ref('int_segmentation_coverage') }}
    union all
    select
        segmentation,
        'davies_bouldin' as metric,
        davies_bouldin as value
    from separation
    union all
    select
        segmentation,
        'calinski_harabasz' as metric,
        calinski_harabasz as value
    from separation
    union all
    select
        segmentation,
        'eta_squared_' || feature as metric,
        eta_squared as value
    from {{ ref('int_segmentation_homogeneity') }}
    union all
    select
        segmentation,
        metric,
        value
    from {{ ref('int_segmentation_discrimination') }}
    union all
    select
        segmentation,
        metric,
        value
    from {{ ref('int_segmentation_held_out') }}
    union all
    -- only the clusters are fitted, so only they can be fitted again
    select
        'style_clusters' as segmentation,
        'min_jaccard' as metric,
        selection.min_jaccard as value
    from {{ ref('int_kmeans_selection') }} as selection
    inner join {{ ref('int_style_models') }} as style_models on selection.model_version = style_models.model_version
    where selection.is_chosen and style_models.is_in_use

),

metric_names as (

    select distinct metric from metrics

),

-- every segmentation has every metric; what can't be said of it is null
scorecard as (

    select
        segmentations.segmentation,
        metric_names.metric,
        cast(metrics.value as double) as value
    from segmentations
    cross join metric_names
    left join metrics
        on segmentations.segmentation = metrics.segmentation and metric_names.metric = metrics.metric

)

select * from scorecard
order by segmentation, metric
