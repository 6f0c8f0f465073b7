-- Question: which labels and brands rise or fall now, in plain words?
-- Reading: same accounts, last 8 weeks over the 24 before, beyond the season. No row is a valid result.
select
    display_name,
    axis,
    direction,
    same_authors_ratio,
    same_authors_ci_low,
    same_authors_ci_high,
    q_value
from {{ ref('label_momentum') }}
where segmentation = 'panel' and direction in ('rising', 'falling')
order by q_value asc, display_name asc
limit 12
