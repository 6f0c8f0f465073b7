with author_statistics as (

    select * from {{ ref('int_segment_author_statistics') }}

),

post_statistics as (

    select * from {{ ref('int_segment_post_statistics') }}

),

-- every author is in every segmentation once
panel_weights as (

    select {{ exact_sum('weight') }} as weight_sum from {{ ref('int_author_weights') }}

),

profiles as (

    select
        author_statistics.segmentation,
        author_statistics.segment,
        author_statistics.author_count,
        author_statistics.author_count / cast(
            sum(author_statistics.author_count) over (partition by author_statistics.segmentation) as double
        ) as author_share,
        author_statistics.weight_sum / panel_weights.weight_sum as author_share_weighted,
        power(author_statistics.weight_sum, 2) / nullif(author_statistics.weight_square_sum, 0) as kish_author_count,
        author_statistics.follower_known_count,
        author_statistics.posting_author_count,
        coalesce(post_statistics.post_count, 0) as post_count,
        author_statistics.follower_mean,
        author_statistics.follower_median,
        author_statistics.follower_min,
        author_statistics.follower_max,
        author_statistics.follower_sd,
        author_statistics.fashion_forward_share,
        author_statistics.fashion_forward_share_weighted,
        author_statistics.posts_per_author,
        author_statistics.author_likes_mean,
        author_statistics.author_comments_mean,
        post_statistics.likes_mean,
        post_statistics.likes_median,
        post_statistics.likes_sd,
        post_statistics.comments_mean,
        post_statistics.comments_median,
        post_statistics.comments_sd,
        post_statistics.post_engagement_rate_mean,
        post_statistics.post_engagement_rate_median,
        post_statistics.post_engagement_rate_sd,
        author_statistics.engagement_rate_min,
        author_statistics.engagement_rate_max,
        author_statistics.engagement_rate_mean,
        author_statistics.engagement_rate_mean_weighted,
        author_statistics.engagement_rate_median,
        author_statistics.engagement_rate_sd,
        author_statistics.follow_ratio_mean,
        author_statistics.follow_ratio_median,
        author_statistics.follow_ratio_sd
    from author_statistics
    cross join panel_weights
    left join post_statistics
        on
            author_statistics.segmentation = post_statistics.segmentation
            and author_statistics.segment = post_statistics.segment

)

select * from profiles
order by segmentation, segment
