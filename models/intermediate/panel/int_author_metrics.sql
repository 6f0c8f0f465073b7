with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

posts as (

    select
        author_id,
        comment_count,
        case when likes_status = 'visible' then like_count end as like_count,
        {{ seconds_between(
            'lag(published_at) over (partition by author_id order by published_at, post_id)', 'published_at'
        ) }} as gap_seconds
    from {{ ref('int_post_engagement') }}

),

author_posts as (

    select
        posts.author_id,
        count(*) as post_count,
        count(posts.like_count) as liked_post_count,
        median(ln(posts.like_count)) as log_likes,
        {{ exact_sum('ln(posts.like_count)') }} as log_likes_sum,
        {{ exact_sum('power(ln(posts.like_count), 2)') }} as log_likes_square_sum,
        -- of a handful of likes the ratio is chance
        median(
            case
                when posts.like_count >= thresholds.anomaly_comments_min_likes
                    then ln((cast(posts.comment_count as double) + 0.5) / posts.like_count)
            end
        ) as log_comments_per_like,
        count(
            case when posts.like_count >= thresholds.anomaly_comments_min_likes then posts.comment_count end
        ) as commented_post_count,
        count(posts.gap_seconds) as gap_count,
        sum(case when posts.gap_seconds <= thresholds.anomaly_burst_seconds then 1 else 0 end) as burst_count
    from posts
    cross join thresholds
    group by posts.author_id

),

author_metrics as (

    select
        authors.author_id,
        engagement.follower_cohort,
        author_posts.post_count,
        author_posts.liked_post_count,
        author_posts.commented_post_count,
        author_posts.gap_count + 1 as timed_post_count,
        author_posts.log_likes - ln(authors.follower_count) as likes_per_follower,
        author_posts.log_comments_per_like as comments_per_like,
        ln((cast(authors.follow_count as double) + 1) / (cast(authors.follower_count as double) + 1)) as follow_ratio,
        case when changes.former_follower_count > 0 then ln(authors.follower_count) - ln(changes.former_follower_count) end
            as follower_growth,
        -- likes are whole numbers, and even where they are few
        case
            when author_posts.log_likes >= ln(thresholds.anomaly_even_min_likes)
                then {{ spread_upper_bound(
                    'author_posts.log_likes_sum', 'author_posts.log_likes_square_sum', 'author_posts.liked_post_count',
                    'thresholds.anomaly_spread_z'
                ) }}
        end as like_spread,
        {{ wilson_lower_bound('author_posts.burst_count', 'author_posts.gap_count', 'thresholds.wilson_z') }} as burst_share
    from {{ ref('int_authors') }} as authors
    cross join thresholds
    inner join author_posts on authors.author_id = author_posts.author_id
    inner join {{ ref('int_author_engagement') }} as engagement on authors.author_id = engagement.author_id
    left join {{ ref('int_follower_changes') }} as changes on authors.author_id = changes.author_id
    where authors.follower_count > 0

)

select * from author_metrics
