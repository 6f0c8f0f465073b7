-- Question: which accounts have numbers that are unusual for their size, and in what?
-- Reading: unusual, not false: press, giveaways and contests look the same, and about 2 in 1,000 ordinary accounts have a flag
-- by chance. Each metric stands beside the median of accounts of like size. Bought followers show only from the second delivery
-- on (follower_jump).
select
    author_id,
    reasons,
    likes_per_follower,
    likes_per_follower_median,
    comments_per_like,
    comments_per_like_median,
    like_spread_limit,
    burst_share_limit
from {{ ref('author_anomalies') }}
where anomaly_count > 0
order by anomaly_count desc, largest_z desc nulls last, author_id asc
