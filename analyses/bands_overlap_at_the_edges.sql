-- Question: do accounts just below an edge differ from those just above it?
-- Reading: the effect_size is the chance that the one above has the larger engagement rate, minus the chance that the one
-- below has. Near 0 with a large p_value: the edge cuts through alike accounts. Few accounts on a side: nothing can be said.
select
    lower_band,
    upper_band,
    below_author_count,
    above_author_count,
    below_engagement_rate_median,
    above_engagement_rate_median,
    effect_size,
    p_value,
    reason
from {{ ref('follower_band_edges') }}
order by edge_followers
