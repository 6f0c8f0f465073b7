with authors as (

    select * from {{ ref('dim_authors') }}

),

engagement as (

    select * from {{ ref('int_author_engagement') }}

),

diversity as (

    select * from {{ ref('int_author_label_diversity') }}

),

category_columns as (

    select
        author_id,
    {% for category in category_names() -%}
    max(case when category = '{{ category }}' then share end) as {{ category }}_share,
    max(case when category = '{{ category }}' and is_flagged then 1 else 0 end) = 1
        as has_{{ category }}_style{{ ',' if not loop.last }}
    {% endfor %}
    from {{ ref('author_category_scores') }}
    group by author_id

),

style_rules as (

    select * from {{ ref('int_author_style_rules') }}

),

style_clusters as (

    select * from {{ ref('int_author_style_clusters') }}

),

style_confidence as (

    select * from {{ ref('int_author_style_confidence') }}

),

published_rules as (

    select * from {{ ref('int_segmentation__published_rules') }}

),

published_clusters as (

    select * from {{ ref('int_segmentation__published_clusters') }}

),

author_segments as (

    select
        authors.author_id,
        authors.geo_zone,
        authors.is_fashion_forward,
        authors.follower_count,
        authors.follower_band,
        authors.follower_range,
        authors.follower_cohort,
        authors.post_count,
        authors.image_count,
        authors.item_count,
        authors.first_post_at,
        authors.last_post_at,
        engagement.engagement_rate,
        engagement.engagement_rate_shrunk,
        engagement.rated_post_count,
        engagement.engagement_percentile,
        engagement.engagement_level,
        diversity.label_diversity,
        {% for category in category_names() -%}
        category_columns.{{ category }}_share,
        {% endfor -%}
        {% for category in category_names() -%}
        category_columns.has_{{ category }}_style,
        {% endfor -%}
        style_rules.primary_style,
        style_rules.style_rule_segment,
        style_clusters.style_state,
        case when style_clusters.style_state = 'assigned' then style_clusters.nearest_cluster_id end as style_cluster_id,
        case when style_clusters.style_state = 'assigned' then style_clusters.nearest_cluster end as style_cluster,
        style_confidence.confidence as style_confidence,
        case when style_clusters.style_state = 'assigned' then style_clusters.margin end as style_margin,
        nullif(published_rules.segment, 'unknown') as published_rule_segment,
        nullif(published_clusters.segment, 'unknown') as published_cluster_segment
    from authors
    inner join engagement on authors.author_id = engagement.author_id
    inner join category_columns on authors.author_id = category_columns.author_id
    inner join style_rules on authors.author_id = style_rules.author_id
    inner join style_clusters on authors.author_id = style_clusters.author_id
    left join diversity on authors.author_id = diversity.author_id
    left join style_confidence on authors.author_id = style_confidence.author_id
    inner join published_rules on authors.author_id = published_rules.author_id
    inner join published_clusters on authors.author_id = published_clusters.author_id

)

select * from author_segments
order by author_id
