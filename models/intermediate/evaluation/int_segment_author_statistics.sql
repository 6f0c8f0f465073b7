with author_posts as (

    select
        author_id,
        count(*) as post_count,
        {{ exact_mean('like_count') }} as mean_likes,
        {{ exact_mean('comment_count') }} as mean_comments
    from {{ ref('int_posts') }}
    group by author_id

),

segment_authors as (

    select
        author_segmentations.segmentation,
        author_segmentations.segment,
        author_segmentations.author_id,
        authors.follower_count,
        authors.is_fashion_forward,
        authors.follow_count / nullif(cast(authors.follower_count as double), 0) as follow_ratio,
        author_engagement.engagement_rate,
        author_posts.post_count,
        author_posts.mean_likes,
        author_posts.mean_comments,
        weights.weight
    from {{ ref('int_author_segmentations') }} as author_segmentations
    inner join {{ ref('int_authors') }} as authors on author_segmentations.author_id = authors.author_id
    inner join {{ ref('int_author_weights') }} as weights on author_segmentations.author_id = weights.author_id
    left join {{ ref('int_author_engagement') }} as author_engagement
        on author_segmentations.author_id = author_engagement.author_id
    left join author_posts on author_segmentations.author_id = author_posts.author_id

),

author_means as (

    select
        segmentation,
        segment,
        count(*) as author_count,
        count(follower_count) as follower_known_count,
        count(post_count) as posting_author_count,
        {{ exact_mean('follower_count') }} as follower_mean,
        median(follower_count) as follower_median,
        min(follower_count) as follower_min,
        max(follower_count) as follower_max,
        sum(case when is_fashion_forward then 1 else 0 end)
        / nullif(cast(count(is_fashion_forward) as double), 0) as fashion_forward_share,
        coalesce(sum(post_count), 0) / cast(count(*) as double) as posts_per_author,
        {{ exact_mean('mean_likes') }} as author_likes_mean,
        {{ exact_mean('mean_comments') }} as author_comments_mean,
        {{ exact_mean('engagement_rate') }} as engagement_rate_mean,
        median(engagement_rate) as engagement_rate_median,
        min(engagement_rate) as engagement_rate_min,
        max(engagement_rate) as engagement_rate_max,
        {{ exact_mean('follow_ratio') }} as follow_ratio_mean,
        median(follow_ratio) as follow_ratio_median,
        max(follow_ratio) - min(follow_ratio) as follow_ratio_spread,
        {{ exact_sum('weight') }} as weight_sum,
        {{ exact_sum('weight * weight') }} as weight_square_sum,
        {{ exact_sum('case when is_fashion_forward then weight else 0 end') }}
        / nullif({{ exact_sum('case when is_fashion_forward is not null then weight end') }}, 0)
            as fashion_forward_share_weighted,
        {{ exact_sum('engagement_rate * weight') }}
        / nullif({{ exact_sum('case when engagement_rate is not null then weight end') }}, 0)
            as engagement_rate_mean_weighted
    from segment_authors
    group by segmentation, segment

),

author_deviations as (

    select
        authors.segmentation,
        authors.segment,
        {{ exact_stddev(
            'authors.follower_count', 'means.follower_mean', '(means.follower_max - means.follower_min)'
        ) }} as follower_sd,
        {{ exact_stddev(
            'authors.engagement_rate', 'means.engagement_rate_mean', '(means.engagement_rate_max - means.engagement_rate_min)'
        ) }} as engagement_rate_sd,
        {{ exact_stddev('authors.follow_ratio', 'means.follow_ratio_mean', 'means.follow_ratio_spread') }} as follow_ratio_sd
    from segment_authors as authors
    inner join author_means as means on authors.segmentation = means.segmentation and authors.segment = means.segment
    group by authors.segmentation, authors.segment

),

author_statistics as (

    select
        means.*,
        deviations.follower_sd,
        deviations.engagement_rate_sd,
        deviations.follow_ratio_sd
    from author_means as means
    inner join author_deviations as deviations
        on means.segmentation = deviations.segmentation and means.segment = deviations.segment

)

select * from author_statistics
