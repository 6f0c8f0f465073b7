-- Question: how engaged are the bands, as the mean of authors and as the mean of posts?
-- Reading: where the two differ, those who post much are engaged differently from those who post little. A smaller account has
-- a larger rate whatever it shows, so a difference between bands is one of size first.
select
    segment as follower_band,
    engagement_rate_mean as mean_of_authors,
    engagement_rate_median as median_of_authors,
    post_engagement_rate_mean as mean_of_posts,
    post_engagement_rate_median as median_of_posts,
    posts_per_author
from {{ ref('segment_profiles') }}
where segmentation = 'follower_band'
order by follower_median nulls last
