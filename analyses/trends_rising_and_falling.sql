-- Question: which trends move in the mainstream, and do they move more than a year ago?
-- Reading: share of the last 8 weeks over the 8 before. Only rows with q_value below 0.05 move; ratio_year_ago says what
-- the season does by itself. No row is a valid result.
select
    trend_id,
    direction,
    ratio,
    ci_low,
    ci_high,
    q_value,
    ratio_year_ago
from {{ ref('trend_momentum') }}
where segmentation = 'follower_band' and segment = 'mainstream'
order by q_value asc nulls last, trend_id asc
limit 10
