-- Question: whom has the fashion team not picked, though they are engaged for their size and show luxury or statement
-- pieces?
-- Reading: a list to look at, not a verdict: is_fashion_forward false or not said, engagement_level high among accounts of like
-- size, and a style flag. Ordered by the part of luxury and of statement pieces among all items.
select
    segments.author_id,
    segments.follower_count,
    segments.follower_band,
    segments.primary_style,
    segments.engagement_rate,
    segments.luxury_share,
    segments.statement_pieces_share,
    segments.item_count
from {{ ref('author_segments') }} as segments
inner join {{ ref('dim_authors') }} as authors on segments.author_id = authors.author_id
where
    (segments.has_luxury_style or segments.has_statement_pieces_style)
    and segments.engagement_level = 'high'
    and not coalesce(authors.is_fashion_forward, false)
order by segments.luxury_share + segments.statement_pieces_share desc, segments.author_id asc
limit 10
