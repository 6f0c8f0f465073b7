-- Question: what share of voice has Dior, week by week and by follower band: of the items, the accounts and the likes?
-- Reading: shares among all brands of a band in a week; share_of_authors counts an account once for each of its brands. Likes of
-- posts that hide them are missing. No money value: media value is an invention. A week of few items jumps: see label_momentum.
with calendar as (

    select
        week,
        row_number() over (order by week desc) as place
    from {{ ref('trend_calendar') }}
    where is_in_calendar

),

voices as (

    select
        weeks.week,
        weeks.segment,
        weeks.canonical_name,
        weeks.item_count,
        weeks.author_count,
        weeks.like_count,
        sum(weeks.item_count) over (partition by weeks.week, weeks.segment) as all_items,
        sum(weeks.author_count) over (partition by weeks.week, weeks.segment) as all_authors,
        sum(weeks.like_count) over (partition by weeks.week, weeks.segment) as all_likes
    from {{ ref('label_weeks') }} as weeks
    inner join calendar on weeks.week = calendar.week
    where calendar.place <= 4 and weeks.axis = 'brand' and weeks.segmentation = 'follower_band' and weeks.segment <> 'unknown'

)

select
    week,
    segment as follower_band,
    item_count as items,
    item_count / nullif(cast(all_items as double), 0) as share_of_items,
    author_count as authors,
    author_count / nullif(cast(all_authors as double), 0) as share_of_authors,
    coalesce(like_count, 0) / nullif(cast(all_likes as double), 0) as share_of_likes
from voices
where canonical_name = 'dior'
order by week desc, follower_band asc
