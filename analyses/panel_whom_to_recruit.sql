-- Question: whom should we recruit next?
-- Reading: cells of band and style cluster where accounts are missing, largest gain first. kish_gain is how many equal accounts
-- the panel is worth more with one more account there; nobody there yet has no gain to tell, and comes first. candidate is the
-- account of the panel that comes nearest to the cell (recruiting_candidates has up to 20): follow it for longer, and look for
-- others like it. Targets of your own: seeds/panel/recruiting_targets.csv.
select
    cells.follower_band,
    cells.style_cluster,
    cells.author_count,
    cells.gap,
    cells.kish_gain,
    near.author_id as candidate
from {{ ref('recruiting') }} as cells
left join {{ ref('recruiting_candidates') }} as near
    on cells.follower_band = near.follower_band and cells.style_cluster = near.style_cluster and near.rank = 1
where cells.gap > 0
order by cells.kish_gain desc nulls first, cells.gap desc, cells.follower_band asc, cells.style_cluster asc
