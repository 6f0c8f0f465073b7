-- Question: whom has the fashion team not picked, though they are engaged for their size and show luxury or statement
-- pieces?
-- Reading: a list to look at, not a verdict: is_fashion_forward false or not said, engagement_level high among accounts of like
-- size, and a style flag. Ordered by the part of luxury and of statement pieces among all items.
select
    author_id,
    follower_count,
    follower_band,
    primary_style,
    engagement_rate,
    luxury_share,
    statement_pieces_share
from {{ ref('author_segments') }}
where (has_luxury_style or has_statement_pieces_style) and engagement_level = 'high' and not coalesce(is_fashion_forward, false)
order by luxury_share + statement_pieces_share desc, author_id asc
limit 10
