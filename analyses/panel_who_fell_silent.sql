-- Question: who fell silent?
-- Reading: accounts that posted before, and not in the last 13 weeks of the delivery, the largest first. last_post_at says
-- since when; they still count in every share of the past.
select
    author_id,
    follower_band,
    follower_count,
    post_count,
    last_post_at
from {{ ref('author_segments') }}
where last_post_at < (select cast(max(week) as timestamp) from {{ ref('trend_calendar') }}) - interval '84' day
order by follower_count desc nulls last, author_id asc
limit 15
