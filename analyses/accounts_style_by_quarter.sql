-- Question: how did the style of an account go, quarter by quarter?
-- Reading: an account of the demo with many luxury items; put any author_id in its place. Shares are of all its items; quarters
-- with few items jump.
select
    date_trunc('quarter', week) as first_day,
    sum(item_count) as items,
    sum(luxury_item_count) / cast(sum(item_count) as double) as luxury,
    sum(footwear_item_count) / cast(sum(item_count) as double) as footwear
from {{ ref('author_weeks') }}
where author_id = 691294636019
group by date_trunc('quarter', week)
order by first_day
