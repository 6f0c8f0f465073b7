-- Question: whose numbers are unusual for its size?
-- Reading: reasons of the seed anomaly_rules that hold; a reason to look at the account, no verdict. largest_z is the
-- farthest of its measures from the median of its size class.
select
    author_id,
    anomaly_count,
    reasons,
    largest_z,
    likes_per_follower,
    comments_per_like,
    follow_ratio
from {{ ref('author_anomalies') }}
where anomaly_count > 0
order by anomaly_count desc, largest_z desc, author_id asc
limit 10
