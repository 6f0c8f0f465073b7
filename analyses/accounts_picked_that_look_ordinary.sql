-- Question: which hand-picked accounts look like everybody else?
-- Reading: picked accounts without any style of their own, the surest first. They may be picked for what labels do not show;
-- ask the fashion team before taking them off the list.
select
    author_id,
    follower_band,
    item_count,
    style_rule_segment,
    style_cluster,
    style_confidence,
    engagement_level
from {{ ref('author_segments') }}
where is_fashion_forward and style_rule_segment = 'generalist'
order by item_count desc, author_id asc
