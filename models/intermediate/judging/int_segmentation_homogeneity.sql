with assigned_segments as (

    select * from {{ ref('int_segments') }}
    where state = 'assigned'

),

author_values as (

    select
        author_segmentations.segmentation,
        author_segmentations.segment,
        author_features.feature,
        author_features.value
    from {{ ref('author_segmentations') }} as author_segmentations
    inner join assigned_segments
        on
            author_segmentations.segmentation = assigned_segments.segmentation
            and author_segmentations.segment = assigned_segments.segment
    inner join {{ ref('int_author_judging_features') }} as author_features
        on author_segmentations.author_id = author_features.author_id

),

panels as (

    select segmentation, feature, {{ exact_mean('value') }} as mean_value
    from author_values
    group by segmentation, feature

),

segments as (

    select
        author_values.segmentation,
        author_values.feature,
        author_values.segment,
        count(*) as author_count,
        {{ exact_mean('author_values.value') }} as segment_mean,
        max(panels.mean_value) as panel_mean,
        {{ exact_sum('power(author_values.value - panels.mean_value, 2)') }} as total_squares
    from author_values
    inner join panels on author_values.segmentation = panels.segmentation and author_values.feature = panels.feature
    group by author_values.segmentation, author_values.feature, author_values.segment

),

homogeneity as (

    select
        segmentation,
        feature,
        cast(sum(author_count) as bigint) as author_count,
        {{ exact_sum('author_count * power(segment_mean - panel_mean, 2)') }}
        / nullif({{ exact_sum('total_squares') }}, 0) as eta_squared
    from segments
    group by segmentation, feature

)

select * from homogeneity
