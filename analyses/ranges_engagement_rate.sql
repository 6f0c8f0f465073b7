-- Question: how does the engagement rate fall over finer follower ranges?
-- Reading: a smooth fall from range to range says that the three bands cut a continuous line. The range 0 has no rate.
select
    segment as follower_range,
    author_count,
    follower_min,
    follower_max,
    engagement_rate_mean,
    engagement_rate_median,
    engagement_rate_sd
from {{ ref('segment_profiles') }}
where segmentation = 'follower_range'
order by follower_min nulls last
