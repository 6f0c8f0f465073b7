-- Question: what share of voice has Dior, week by week and by follower band: of the items, the accounts and the likes?
-- Reading: shares among all brands of a band in a week; share_of_authors counts an account once for each of its brands. Likes of
-- posts that hide them are missing. No money value: media value is an invention. A week of few items jumps: see label_momentum.
select
    week,
    segment as follower_band,
    sum(case when canonical_name = 'dior' then item_count end) as items,
    sum(case when canonical_name = 'dior' then item_count end) / nullif(sum(item_count), 0) as share_of_items,
    sum(case when canonical_name = 'dior' then author_count end) as authors,
    sum(case when canonical_name = 'dior' then author_count end) / nullif(sum(author_count), 0) as share_of_authors,
    sum(case when canonical_name = 'dior' then coalesce(like_count, 0) end) / nullif(sum(like_count), 0) as share_of_likes
from {{ ref('label_weeks') }}
where segmentation = 'follower_band' and segment <> 'unknown' and axis = 'brand' and weeks_ago <= 4
group by week, segment
order by week desc, follower_band asc
