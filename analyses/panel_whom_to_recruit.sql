-- Question: whom should we recruit to balance the panel?
-- Reading: cells of band and style with fewer accounts than their target; without targets of your own (seeds
-- recruiting_targets and margin_targets) a cell should have the product of both shares. kish_gain says where one more account
-- is worth most.
select
    follower_band,
    style_cluster,
    author_count,
    target_count,
    gap,
    kish_gain
from {{ ref('recruiting') }}
where gap > 0
order by gap desc, follower_band asc, style_cluster asc
