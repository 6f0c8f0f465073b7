with metrics as (

    select
        metric,
        min(min_posts) as min_posts
    from {{ ref('anomaly_rules') }}
    group by metric

),

author_metrics as (

    select * from {{ ref('int_author_metrics') }}

),

author_values as (

    select
        author_metrics.author_id,
        author_metrics.follower_cohort,
        metrics.metric,
        metrics.min_posts,
        case
            when metrics.metric in ('likes_per_follower', 'like_spread') then author_metrics.liked_post_count
            when metrics.metric = 'comments_per_like' then author_metrics.commented_post_count
            when metrics.metric = 'burst_share' then author_metrics.timed_post_count
            else author_metrics.post_count
        end as post_count,
        case metrics.metric
            when 'likes_per_follower' then author_metrics.likes_per_follower
            when 'comments_per_like' then author_metrics.comments_per_like
            when 'follow_ratio' then author_metrics.follow_ratio
            when 'follower_growth' then author_metrics.follower_growth
            when 'like_spread' then author_metrics.like_spread
            when 'burst_share' then author_metrics.burst_share
        end as value
    from author_metrics
    cross join metrics

),

known_values as (

    select * from author_values
    where value is not null and post_count >= min_posts

),

centers as (

    select
        metric,
        follower_cohort,
        median(value) as center
    from known_values
    group by metric, follower_cohort

),

deviations as (

    select
        known_values.*,
        centers.center,
        abs(known_values.value - centers.center) as deviation
    from known_values
    inner join centers on known_values.metric = centers.metric and known_values.follower_cohort = centers.follower_cohort

),

scales as (

    select
        metric,
        follower_cohort,
        count(*) as cohort_author_count,
        -- of a normal variable this is the standard deviation
        1.482602218505602 * median(deviation) as scale
    from deviations
    group by metric, follower_cohort

),

author_authenticity as (

    select
        deviations.author_id,
        deviations.metric,
        deviations.post_count,
        deviations.value,
        deviations.center,
        scales.scale,
        scales.cohort_author_count,
        case
            when deviations.metric not in ('like_spread', 'burst_share')
                then (deviations.value - deviations.center) / nullif(scales.scale, 0)
        end as z
    from deviations
    inner join scales on deviations.metric = scales.metric and deviations.follower_cohort = scales.follower_cohort

)

select * from author_authenticity
