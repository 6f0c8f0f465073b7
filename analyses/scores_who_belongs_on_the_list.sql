-- Question: who looks like the hand-picked accounts, and is not on the list?
-- Reading: a list to look at, not a verdict. forward_lift says how many times as probable as for anybody the account is on the
-- list. With fewer than 50 accounts on it (the demo has 25) nothing can be learned, reason says so, and the accounts stand in
-- the order of content_score, which needs no list. docs/what_the_list_cant_tell.md says what neither score knows.
select
    author_id,
    item_count,
    forward_score,
    forward_lift,
    reason,
    content_score,
    content_percentile
from {{ ref('author_fashion_scores') }}
where not is_listed and item_count >= 100
order by forward_score desc nulls last, content_score desc nulls last, author_id asc
limit 10
