with centroids as (

    select * from {{ ref('int_segment_centroids') }}

),

panel_centroids as (

    select
        segmentation,
        feature,
        {{ exact_sum('author_count * value') }} / sum(author_count) as value
    from centroids
    group by segmentation, feature

),

segments as (

    select * from {{ ref('int_segment_scatter') }}

),

centroid_distances as (

    select
        centroids.segmentation,
        centroids.segment,
        other_segments.segment as other_segment,
        sqrt({{ exact_sum('power(centroids.value - other_segments.value, 2)', 25) }}) as centroid_distance
    from centroids
    inner join centroids as other_segments
        on
            centroids.segmentation = other_segments.segmentation
            and centroids.feature = other_segments.feature
            and centroids.segment <> other_segments.segment
    group by centroids.segmentation, centroids.segment, other_segments.segment

),

-- two segments with one centroid count as 0, as in scikit-learn
worst_neighbours as (

    select
        segments.segmentation,
        segments.segment,
        max(
            coalesce((segments.scatter + other_segments.scatter) / nullif(centroid_distances.centroid_distance, 0), 0)
        ) as worst_ratio
    from centroid_distances
    inner join segments
        on centroid_distances.segmentation = segments.segmentation and centroid_distances.segment = segments.segment
    inner join segments as other_segments
        on
            centroid_distances.segmentation = other_segments.segmentation
            and centroid_distances.other_segment = other_segments.segment
    group by segments.segmentation, segments.segment

),

between_squares as (

    select
        centroids.segmentation,
        {{ exact_sum('centroids.author_count * power(centroids.value - panel_centroids.value, 2)') }} as between_squares
    from centroids
    inner join panel_centroids
        on centroids.segmentation = panel_centroids.segmentation and centroids.feature = panel_centroids.feature
    group by centroids.segmentation

),

segmentations as (

    select
        segmentation,
        count(*) as segment_count,
        cast(sum(author_count) as bigint) as author_count,
        {{ exact_sum('within_squares') }} as within_squares
    from segments
    group by segmentation

),

davies_bouldin as (

    select segmentation, {{ exact_mean('worst_ratio') }} as davies_bouldin
    from worst_neighbours
    group by segmentation

),

separation as (

    select
        segmentations.segmentation,
        case
            when segmentations.segment_count between 2 and segmentations.author_count - 1 then davies_bouldin.davies_bouldin
        end as davies_bouldin,
        case
            when segmentations.segment_count not between 2 and segmentations.author_count - 1 then null
            when segmentations.within_squares = 0 then 1.0
            else
                between_squares.between_squares / segmentations.within_squares
                * (segmentations.author_count - segmentations.segment_count) / (segmentations.segment_count - 1.0)
        end as calinski_harabasz
    from segmentations
    inner join between_squares on segmentations.segmentation = between_squares.segmentation
    left join davies_bouldin on segmentations.segmentation = davies_bouldin.segmentation

)

select * from separation
