-- Question: how do luxury and sportswear go through the year, by follower band?
-- Reading: items of the category per item, by quarter of a year, over all authors of the band. Follow a row's band over
-- time; the level differs between bands, and a few large accounts can carry the smaller ones.
select
    authors.follower_band,
    extract(year from weeks.week) as in_year,
    extract(quarter from weeks.week) as in_quarter,
    sum(weeks.item_count) as items,
    sum(weeks.luxury_item_count) / cast(sum(weeks.item_count) as double) as luxury_share,
    sum(weeks.sportswear_item_count) / cast(sum(weeks.item_count) as double) as sportswear_share
from {{ ref('author_weeks') }} as weeks
inner join {{ ref('dim_authors') }} as authors on weeks.author_id = authors.author_id
where authors.follower_band <> 'unknown'
group by authors.follower_band, extract(year from weeks.week), extract(quarter from weeks.week)
order by authors.follower_band, in_year, in_quarter
