-- Question: which trends move, and is it the fashion, the season or the panel?
-- Reading: same accounts, last 8 weeks over the 24 before. rising and falling hold beyond the season; as_last_year is the season.
-- Where ratio (all accounts) moves and same_authors_ratio doesn't, the panel changed. The surest movement first; none is a
-- valid result.
select
    trend_id,
    direction,
    same_authors_ratio,
    same_authors_ci_low,
    same_authors_ci_high,
    ratio_year_ago,
    ratio
from {{ ref('trend_momentum') }}
where segmentation = 'panel'
order by q_value asc nulls last, trend_id asc
limit 12
