-- Question: which brands are seen most now, by items, by accounts and by likes, and which of them move?
-- Reading: shares among all brands in the last 8 weeks; likes of posts that hide them are missing. A brand on shoes and bags
-- counts both. direction is that of the same accounts, beyond the season; null where fewer than 20 accounts show the brand.
select
    weeks.display_name as brand,
    sum(weeks.item_count) as items,
    sum(weeks.item_count) / sum(sum(weeks.item_count)) over () as share_of_items,
    sum(weeks.like_count) / sum(sum(weeks.like_count)) over () as share_of_likes,
    max(moves.recent_author_count) as authors,
    max(moves.direction) as direction
from {{ ref('label_weeks') }} as weeks
inner join {{ ref('label_momentum') }} as moves on weeks.canonical_name = moves.canonical_name and moves.segmentation = 'panel'
where weeks.segmentation = 'panel' and weeks.axis = 'brand' and weeks.weeks_ago <= 8
group by weeks.display_name
order by items desc, brand asc
