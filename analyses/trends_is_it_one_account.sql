-- Question: is this trend one account?
-- Reading: largest_author_share is the part of the recent items that one account shows; above a half, the test gives the
-- reason one_account and makes no claim. Read it beside the number of accounts.
select
    trend_id,
    recent_item_count,
    recent_author_count,
    largest_author_share,
    direction,
    reason
from {{ ref('trend_momentum') }}
where segmentation = 'panel' and recent_item_count > 0
order by largest_author_share desc, trend_id asc
limit 10
