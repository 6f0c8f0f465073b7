-- Question: how large is the engagement rate by band: mean, spread, smallest and largest author?
-- Reading: a standard deviation above the mean says that the band is no type of account; look at median and range instead.
select
    segment as follower_band,
    author_count,
    engagement_rate_mean,
    engagement_rate_sd,
    engagement_rate_min,
    engagement_rate_median,
    engagement_rate_max
from {{ ref('segment_profiles') }}
where segmentation = 'follower_band'
order by follower_median nulls last
