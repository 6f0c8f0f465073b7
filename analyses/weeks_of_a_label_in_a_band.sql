-- Question: how do sneakers go, week by week, among mainstream accounts?
-- Reading: share of the base items (shoes, for a kind of shoe). Weeks with is_thin rest on too few items to be read alone.
-- Put any canonical_name in its place; display_name of label_weeks says it in plain words.
select
    week,
    item_count,
    base_item_count,
    share,
    author_count,
    is_thin
from {{ ref('label_weeks') }}
where canonical_name = 'sneakers' and segmentation = 'follower_band' and segment = 'mainstream'
order by week desc
limit 12
