with author_points as (

    select
        segment_authors.segmentation,
        segment_authors.segment,
        style_features.feature,
        style_features.value
    from {{ ref('int_author_segmentations') }} as segment_authors
    inner join {{ ref('int_style_features') }} as style_features on segment_authors.author_id = style_features.author_id
    where segment_authors.state = 'assigned' and style_features.half = 'both'

),

centroids as (

    select segmentation, segment, feature, count(*) as author_count, {{ exact_mean('value') }} as value
    from author_points
    group by segmentation, segment, feature

)

select * from centroids
