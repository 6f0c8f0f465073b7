-- Question: at which hours do the bands post?
-- Reading: shares sum to 1 within a band, so bands of different size compare. Hours are UTC, not the author's own clock.
select
    hour,
    sum(case when segment = 'mainstream' then share end) as mainstream,
    sum(case when segment = 'trendy' then share end) as trendy,
    sum(case when segment = 'edgy' then share end) as edgy,
    sum(post_count) as post_count
from {{ ref('segment_posting_hours') }}
where segmentation = 'follower_band'
group by hour
order by hour
