with author_posts as (

    select
        author_id,
        count(*) as post_count
    from {{ ref('int_posts') }}
    group by author_id

),

authors as (

    select
        authors.author_id,
        ln(1.0 + cast(authors.follower_count as double)) as log_followers,
        ln(1.0 + author_posts.post_count) as log_posts,
        case when engagement.engagement_rate > 0 then ln(engagement.engagement_rate) end as log_engagement_rate,
        diversity.label_diversity
    from {{ ref('int_authors') }} as authors
    left join author_posts on authors.author_id = author_posts.author_id
    left join {{ ref('int_author_engagement') }} as engagement on authors.author_id = engagement.author_id
    left join {{ ref('int_author_label_diversity') }} as diversity on authors.author_id = diversity.author_id

),

author_features as (

    {% for feature in ['log_followers', 'log_posts', 'log_engagement_rate', 'label_diversity'] -%}
    select
        author_id,
        '{{ feature }}' as feature,
        {{ feature }} as value
    from authors
    where {{ feature }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

author_values as (

    select
        segment_authors.segmentation,
        segment_authors.segment,
        author_features.feature,
        author_features.value
    from {{ ref('int_author_segmentations') }} as segment_authors
    inner join author_features on segment_authors.author_id = author_features.author_id
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
        {{ exact_sum('author_count * power(segment_mean - panel_mean, 2)') }}
        / nullif({{ exact_sum('total_squares') }}, 0) as eta_squared
    from segments
    group by segmentation, feature

)

select * from homogeneity
