with assigned_segments as (

    select * from {{ ref('int_segments') }}
    where state = 'assigned'

),

author_points as (

    select
        author_segmentations.segmentation,
        author_segmentations.segment,
        style_features.author_id,
        style_features.feature,
        style_features.value
    from {{ ref('author_segmentations') }} as author_segmentations
    inner join assigned_segments
        on
            author_segmentations.segmentation = assigned_segments.segmentation
            and author_segmentations.segment = assigned_segments.segment
    inner join {{ ref('int_style_features') }} as style_features
        on author_segmentations.author_id = style_features.author_id

),

centroids as (

    select segmentation, segment, feature, count(*) as author_count, {{ exact_mean('value') }} as value
    from author_points
    group by segmentation, segment, feature

)

select * from centroids
