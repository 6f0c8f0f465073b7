-- Question: how regularly do the bands post?
-- Reading: the gap_days_median is the typical author's typical gap; a relative_spread of 0 is clockwork, about 1.6 is random
-- moments, more is bursts. Only authors with at least 5 posts count (rhythm_author_count).
select
    segment as follower_band,
    author_count,
    rhythm_author_count,
    gap_days_median,
    gap_days_p25,
    gap_days_p75,
    gap_days_spread,
    relative_spread
from {{ ref('segment_posting_rhythm') }}
where segmentation = 'follower_band'
order by segment
