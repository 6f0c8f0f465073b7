-- Question: who looks like the hand-picked accounts, and is not on the list?
-- Reading: a list to look at, not a verdict. forward_lift says how many times as probable as for anybody the account is on the
-- list. With fewer than 50 accounts on it (the demo has 25) nothing can be learned, reason says so, and the accounts stand in
-- the order of content_score, which needs no list. docs/what_the_list_cant_tell.md says what neither score knows.
select
    scores.author_id,
    segments.follower_band,
    segments.style_cluster,
    scores.item_count,
    scores.forward_score,
    scores.forward_lift,
    scores.reason,
    scores.content_score,
    scores.content_percentile
from {{ ref('author_fashion_scores') }} as scores
inner join {{ ref('author_segments') }} as segments on scores.author_id = segments.author_id
where not scores.is_listed and scores.item_count >= 100
order by scores.forward_score desc nulls last, scores.content_score desc nulls last, scores.author_id asc
limit 10
