-- Question: which accounts have numbers that are unusual for their size, and in what?
-- Reading: unusual, not false: press, giveaways and contests look the same, and about 2 in 1,000 ordinary accounts have a flag
-- by chance. Each metric stands beside the median of accounts of like size. Bought followers show only from the second delivery
-- on (follower_jump).
select
    anomalies.author_id,
    anomalies.reasons,
    segments.follower_count,
    segments.post_count,
    anomalies.likes_per_follower,
    anomalies.likes_per_follower_median,
    anomalies.comments_per_like,
    anomalies.comments_per_like_median,
    anomalies.like_spread_limit,
    anomalies.burst_share_limit
from {{ ref('author_anomalies') }} as anomalies
inner join {{ ref('author_segments') }} as segments on anomalies.author_id = segments.author_id
where anomalies.anomaly_count > 0
order by anomalies.anomaly_count desc, anomalies.largest_z desc nulls last, anomalies.author_id asc
