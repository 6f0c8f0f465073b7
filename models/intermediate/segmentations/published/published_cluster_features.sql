with cluster_lists as (

    select * from {{ ref('published_cluster_lists') }}

),

author_list_sets as (

    select
        halves.half,
        list_sets.author_id,
        list_sets.list_set,
        list_sets.image_count,
        list_sets.like_sum,
        list_sets.like_row_count,
        list_sets.comment_sum,
        list_sets.comment_row_count
    from {{ ref('published_author_list_sets') }} as list_sets
    cross join {{ ref('halves') }} as halves
    where case list_sets.half when 'a' then halves.takes_a else halves.takes_b end = 1

),

author_activity as (

    select
        half,
        author_id,
        cast(sum(image_count) as bigint) as post_count,
        coalesce(ln(1 + sum(like_sum) / nullif(cast(sum(like_row_count) as double), 0)), 0) as likes_log,
        coalesce(ln(1 + sum(comment_sum) / nullif(cast(sum(comment_row_count) as double), 0)), 0) as comments_log
    from author_list_sets
    group by half, author_id

),

author_list_ratios as (

    select
        author_list_sets.half,
        author_list_sets.author_id,
        cluster_lists.category,
        sum(author_list_sets.image_count) / cast(author_activity.post_count as double) * cluster_lists.weight as ratio
    from author_list_sets
    inner join cluster_lists on {{ set_holds('author_list_sets.list_set', published_list_bit('cluster_lists.list_number')) }}
    inner join author_activity
        on author_list_sets.half = author_activity.half and author_list_sets.author_id = author_activity.author_id
    group by
        author_list_sets.half, author_list_sets.author_id, cluster_lists.category, cluster_lists.weight,
        author_activity.post_count

),

author_ratios as (

    select
        {% for category in published_list_names() -%}
        max(case when category = '{{ category }}' then ratio end) as {{ category }}_ratio,
        {% endfor -%}
        half,
        author_id
    from author_list_ratios
    group by half, author_id

),

author_followers as (

    select
        author_activity.half,
        author_activity.author_id,
        nullif(author_segmentations.follower_count, 0) as follower_count
    from author_activity
    left join {{ ref('stg_delivery__author_segmentations') }} as author_segmentations
        on author_activity.author_id = author_segmentations.author_id

),

low_followers as (

    select
        half,
        percentile_cont(0.1) within group (order by cast(follower_count as double)) as follower_count
    from author_followers
    group by half

),

cluster_features as (

    select
        author_activity.half,
        author_activity.author_id,
        author_activity.post_count,
        author_activity.likes_log,
        author_activity.comments_log,
        {% for category in published_list_names() -%}
        coalesce(author_ratios.{{ category }}_ratio, 0) as {{ category }}_ratio,
        {% endfor -%}
        coalesce(author_followers.follower_count, low_followers.follower_count, 0) as follower_count,
        least(
            coalesce(
                author_activity.likes_log / ln(1 + coalesce(author_followers.follower_count, low_followers.follower_count)), 0
            ), 10
        ) as engagement_rate
    from author_activity
    inner join author_followers
        on author_activity.half = author_followers.half and author_activity.author_id = author_followers.author_id
    inner join low_followers on author_activity.half = low_followers.half
    left join author_ratios
        on author_activity.half = author_ratios.half and author_activity.author_id = author_ratios.author_id

)

select * from cluster_features
