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

post_means as (

    select
        segmentation,
        segment,
        count(*) as post_count,
        {{ exact_mean('like_count') }} as likes_mean,
        median(like_count) as likes_median,
        max(like_count) - min(like_count) as likes_spread,
        {{ exact_mean('comment_count') }} as comments_mean,
        median(comment_count) as comments_median,
        max(comment_count) - min(comment_count) as comments_spread,
        {{ exact_mean('engagement_rate') }} as rate_mean,
        median(engagement_rate) as rate_median,
        max(engagement_rate) - min(engagement_rate) as rate_spread
    from segment_posts
    group by segmentation, segment

),

post_deviations as (

    select
        posts.segmentation,
        posts.segment,
        {{ exact_stddev('posts.like_count', 'means.likes_mean', 'means.likes_spread') }} as likes_sd,
        {{ exact_stddev('posts.comment_count', 'means.comments_mean', 'means.comments_spread') }} as comments_sd,
        {{ exact_stddev('posts.engagement_rate', 'means.rate_mean', 'means.rate_spread') }} as rate_sd
    from segment_posts as posts
    inner join post_means as means on posts.segmentation = means.segmentation and posts.segment = means.segment
    group by posts.segmentation, posts.segment

),

post_statistics as (

    select
        means.segmentation,
        means.segment,
        means.post_count,
        means.likes_mean,
        means.likes_median,
        deviations.likes_sd,
        means.comments_mean,
        means.comments_median,
        deviations.comments_sd,
        means.rate_mean as post_engagement_rate_mean,
        means.rate_median as post_engagement_rate_median,
        deviations.rate_sd as post_engagement_rate_sd
    from post_means as means
    inner join post_deviations as deviations
        on means.segmentation = deviations.segmentation and means.segment = deviations.segment

)

select * from post_statistics
