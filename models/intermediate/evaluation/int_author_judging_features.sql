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
)

select * from author_features
