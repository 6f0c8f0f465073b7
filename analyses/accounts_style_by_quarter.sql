-- Question: how did the style of an account go, quarter by quarter?
-- Reading: the account with most luxury items; put an author_id in the place of the query in brackets. Shares are of all its
-- items; quarters with few items jump.
select
    date_trunc('quarter', week) as first_day,
    sum(item_count) as items,
    sum(luxury_item_count) / cast(sum(item_count) as double) as luxury,
    sum(footwear_item_count) / cast(sum(item_count) as double) as footwear
from {{ ref('author_weeks') }}
where
    author_id in (
        select author_id from {{ ref('author_category_scores') }}
        where category = 'luxury'
        order by items desc, author_id asc
        limit 1
    )
group by date_trunc('quarter', week)
order by first_day
