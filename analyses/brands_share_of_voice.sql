-- Question: which brands are seen most now, by items, by accounts and by likes, and which of them move?
-- Reading: shares among all brands in the last 8 weeks; likes of posts that hide them are missing. A brand on shoes and bags
-- counts both. direction is that of the same accounts, beyond the season; null where fewer than 20 accounts show the brand.
with calendar as (

    select
        week,
        row_number() over (order by week desc) as place
    from {{ ref('trend_calendar') }}
    where is_in_calendar

),

recent_weeks as (

    select
        weeks.canonical_name,
        weeks.display_name,
        sum(weeks.item_count) as item_count,
        sum(weeks.like_count) as like_count
    from {{ ref('label_weeks') }} as weeks
    inner join calendar on weeks.week = calendar.week
    where calendar.place <= 8 and weeks.axis = 'brand' and weeks.segmentation = 'panel'
    group by weeks.canonical_name, weeks.display_name

)

select
    recent_weeks.display_name as brand,
    recent_weeks.item_count as items,
    recent_weeks.item_count / sum(recent_weeks.item_count) over () as share_of_items,
    momentum.recent_author_count as authors,
    recent_weeks.like_count / sum(recent_weeks.like_count) over () as share_of_likes,
    momentum.same_authors_ratio,
    momentum.direction
from recent_weeks
inner join {{ ref('label_momentum') }} as momentum
    on recent_weeks.canonical_name = momentum.canonical_name and momentum.segmentation = 'panel'
order by recent_weeks.item_count desc, recent_weeks.display_name asc
limit 12
