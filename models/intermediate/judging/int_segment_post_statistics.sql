with segment_posts as (

    select
        author_segmentations.segmentation,
        author_segmentations.segment,
        posts.like_count,
        posts.comment_count,
        posts.engagement_rate
    from {{ ref('int_post_engagement') }} as posts
    inner join {{ ref('author_segmentations') }} as author_segmentations
        on posts.author_id = author_segmentations.author_id

),

post_statistics as (

    select
        segmentation,
        segment,
        count(*) as post_count,
        {{ exact_mean('like_count') }} as likes_mean,
        median(like_count) as likes_median,
        {{ exact_stddev('like_count', 0) }} as likes_sd,
        {{ exact_mean('comment_count') }} as comments_mean,
        median(comment_count) as comments_median,
        {{ exact_stddev('comment_count', 0) }} as comments_sd,
        {{ exact_mean('engagement_rate') }} as post_engagement_rate_mean,
        median(engagement_rate) as post_engagement_rate_median,
        {{ exact_stddev('engagement_rate') }} as post_engagement_rate_sd
    from segment_posts
    group by segmentation, segment

)

select * from post_statistics
