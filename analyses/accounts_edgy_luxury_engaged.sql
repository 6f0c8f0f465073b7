-- Question: which edgy accounts show luxury and are highly engaged?
-- Reading: a list to take away: put copy ( before it and ) to 'list.csv' behind it, in a connection that is read-only, too.
-- engagement_level is among accounts of like size.
select
    author_id,
    follower_count,
    luxury_share,
    style_confidence,
    engagement_rate,
    engagement_percentile
from {{ ref('author_segments') }}
where follower_band = 'edgy' and has_luxury_style and engagement_level = 'high'
order by luxury_share desc, author_id asc
