-- Question: how many accounts does each band hold, how many followers have they, and how many were picked as fashion-forward?
-- Reading: compare medians, not means: one account with 300 million followers moves the mean of its band. The share of
-- fashion-forward accounts says whether a band holds those who are ahead; within a band most accounts are not.
select
    segment as follower_band,
    author_count,
    author_share,
    follower_mean,
    follower_median,
    follower_min,
    follower_max,
    fashion_forward_share
from {{ ref('segment_profiles') }}
where segmentation = 'follower_band'
order by follower_median nulls last
