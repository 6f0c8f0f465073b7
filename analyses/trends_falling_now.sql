-- Question: what falls in mainstream now?
-- Reading: trends whose share fell among the accounts that were active in both periods, the largest fall first. A direction
-- other than falling means that the season, chance or too few accounts explain it.
select
    trend_id,
    same_authors_ratio,
    same_authors_ci_low,
    same_authors_ci_high,
    ratio_year_ago,
    same_authors_count,
    direction
from {{ ref('trend_momentum') }}
where segmentation = 'follower_band' and segment = 'mainstream' and same_authors_ratio < 1
order by same_authors_ratio asc, trend_id asc
limit 10
