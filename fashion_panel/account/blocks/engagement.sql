-- Likes and comments, held against accounts of like size.

-- says: {engagement_rate:share} of the followers like or comment the median of {rated_post_count:count|post} with a rate.
select
    author_segments.engagement_rate,
    author_segments.rated_post_count
from marts.author_segments
inner join account on author_segments.author_id = account.author_id;

-- says: More than {engagement_percentile:share} of the accounts of like size have, which is {engagement_level:named}.
select
    author_segments.engagement_percentile,
    author_segments.engagement_level
from marts.author_segments
inner join account on author_segments.author_id = account.author_id;

-- says: {rated_post_count:count|post} {verb} a rate, and {min_posts:count} are needed to be compared with accounts of like size.
select
    author_segments.rated_post_count,
    case when author_segments.rated_post_count in (0, 1) then 'has' else 'have' end as verb,
    thresholds.value as min_posts
from marts.author_segments
inner join account on author_segments.author_id = account.author_id
inner join seeds.thresholds on thresholds.threshold_name = 'engagement_min_posts'
where author_segments.rated_post_count < thresholds.value;
