-- Question: how many accounts do accounts follow for each follower that they have, by band?
-- Reading: above 1 an account follows more than follow it. Followers stand below the line, so the ratio falls with the band.
select
    segment as follower_band,
    author_count,
    follow_ratio_mean,
    follow_ratio_median,
    follow_ratio_sd
from {{ ref('segment_profiles') }}
where segmentation = 'follower_band'
order by follower_median nulls last
