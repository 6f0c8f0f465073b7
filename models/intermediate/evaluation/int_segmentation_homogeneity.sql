with author_values as (

    select
        segment_authors.segmentation,
        segment_authors.segment,
        author_features.feature,
        author_features.value
    from {{ ref('int_segment_authors') }} as segment_authors
    inner join {{ ref('int_author_judging_features') }} as author_features
        on segment_authors.author_id = author_features.author_id
    where segment_authors.state = 'assigned'

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
