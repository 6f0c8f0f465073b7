with metrics as (

    select segmentation, metric, value from {{ ref('int_segmentation_coverage') }}
    union all
    select segmentation, 'davies_bouldin' as metric, davies_bouldin as value
    from {{ ref('int_segmentation_separation') }}
    union all
    select segmentation, 'calinski_harabasz' as metric, calinski_harabasz as value
    from {{ ref('int_segmentation_separation') }}
    union all
    select segmentation, 'eta_squared_' || feature as metric, eta_squared as value
    from {{ ref('int_segmentation_homogeneity') }}
    union all
    select segmentation, metric, value from {{ ref('int_segmentation_discrimination') }}
    union all
    -- only the clusters are fitted, so only they can be fitted again
    select segmentations.segmentation, 'min_jaccard' as metric, models.min_jaccard as value
    from (select distinct segmentation from {{ ref('int_segments') }}) as segmentations
    inner join {{ ref('int_kmeans_selection') }} as models
        on segmentations.segmentation = 'style_clusters' and models.is_chosen

),

-- every segmentation has every metric; what can't be said of it is null
metric_grid as (

    select
        segmentations.segmentation,
        metric_names.metric
    from (select distinct segmentation from {{ ref('int_segments') }}) as segmentations
    cross join (
        select distinct metric from metrics
        union
        select 'min_jaccard' as metric
        union
        select 'davies_bouldin' as metric
        union
        select 'calinski_harabasz' as metric
    ) as metric_names

),

scorecard as (

    select
        metric_grid.segmentation,
        metric_grid.metric,
        cast(metrics.value as double) as value
    from metric_grid
    left join metrics on metric_grid.segmentation = metrics.segmentation and metric_grid.metric = metrics.metric

)

select * from scorecard
order by segmentation, metric
