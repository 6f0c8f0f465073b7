with centroids as (

    select * from {{ ref('int_segment_centroids') }}

),

author_distances as (

    select
        centroids.segmentation,
        centroids.segment,
        style_features.author_id,
        {{ exact_sum('power(style_features.value - centroids.value, 2)', 25) }} as squared_distance
    from {{ ref('int_author_segmentations') }} as author_segmentations
    inner join {{ ref('int_style_features') }} as style_features
        on author_segmentations.author_id = style_features.author_id
    inner join centroids
        on
            author_segmentations.segmentation = centroids.segmentation
            and author_segmentations.segment = centroids.segment
            and style_features.feature = centroids.feature
    where style_features.half = 'both'
    group by centroids.segmentation, centroids.segment, style_features.author_id

),

segments as (

    select
        segmentation,
        segment,
        count(*) as author_count,
        {{ exact_mean('sqrt(squared_distance)') }} as scatter,
        {{ exact_sum('squared_distance') }} as within_squares
    from author_distances
    group by segmentation, segment

)

select * from segments
