with author_statistics as (

    select * from {{ ref('int_segment_author_statistics') }}

),

post_statistics as (

    select * from {{ ref('int_segment_post_statistics') }}

),

profiles as (

    select
        author_statistics.segmentation,
        author_statistics.segment,
        author_statistics.author_count,
        author_statistics.author_count
        / cast(sum(author_statistics.author_count) over (partition by author_statistics.segmentation) as double) as author_share,
        author_statistics.follower_known_count,
        author_statistics.posting_author_count,
        coalesce(post_statistics.post_count, 0) as post_count,
        {% for column in ['follower_mean', 'follower_median'] -%}
        cast(author_statistics.{{ column }} as double) as {{ column }},
        {% endfor -%}
        author_statistics.follower_min,
        author_statistics.follower_max,
        {% for column in ['follower_sd', 'fashion_forward_share', 'posts_per_author', 'author_likes_mean', 'author_comments_mean'] -%}
        cast(author_statistics.{{ column }} as double) as {{ column }},
        {% endfor -%}
        {% for metric in ['likes', 'comments', 'post_engagement_rate'] -%}
        {% for statistic in ['mean', 'median', 'sd'] -%}
        cast(post_statistics.{{ metric }}_{{ statistic }} as double) as {{ metric }}_{{ statistic }},
        {% endfor -%}
        {% endfor -%}
        cast(author_statistics.engagement_rate_min as double) as engagement_rate_min,
        cast(author_statistics.engagement_rate_max as double) as engagement_rate_max,
        {% for metric in ['engagement_rate', 'follow_ratio'] -%}
        {% set is_last_metric = loop.last -%}
        {% for statistic in ['mean', 'median', 'sd'] -%}
        cast(author_statistics.{{ metric }}_{{ statistic }} as double) as {{ metric }}_{{ statistic }}
        {{- ',' if not (loop.last and is_last_metric) }}
        {% endfor -%}
        {% endfor %}
    from author_statistics
    left join post_statistics
        on
            author_statistics.segmentation = post_statistics.segmentation
            and author_statistics.segment = post_statistics.segment

)

select * from profiles
order by segmentation, segment
