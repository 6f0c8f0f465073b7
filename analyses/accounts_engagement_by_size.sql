-- Question: what is a usual engagement rate for accounts of my size?
-- Reading: quartiles in each size class of accounts with 5 rated posts or more. For one account take
-- engagement_percentile of author_segments, which compares it with those of nearest size.
select
    follower_cohort,
    min(follower_count) as followers_from,
    count(*) as authors,
    percentile_cont(0.25) within group (order by engagement_rate) as lower_quartile,
    percentile_cont(0.5) within group (order by engagement_rate) as median,
    percentile_cont(0.75) within group (order by engagement_rate) as upper_quartile
from {{ ref('author_segments') }}
where engagement_rate is not null and rated_post_count >= 5
group by follower_cohort
order by followers_from
