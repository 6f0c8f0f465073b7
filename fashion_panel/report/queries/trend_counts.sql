-- One row for the follower bands and one for the style clusters: in how many pairs of trend and segment the last weeks differ
-- from those before on the same accounts, beside how many trends are followed.
with segmentations as (

    select 'follower_band' as segmentation
    union all
    select 'style_clusters' as segmentation

),

trends as (

    select count(*) as trend_count from marts.trends

),

momentum as (

    select
        segmentation,
        sum(case when direction = 'rising' then 1 else 0 end) as rising_count,
        sum(case when direction = 'falling' then 1 else 0 end) as falling_count,
        sum(case when direction = 'as_last_year' then 1 else 0 end) as as_last_year_count,
        sum(case when direction = 'season_unknown' then 1 else 0 end) as season_unknown_count,
        sum(case when direction is not null then 1 else 0 end) as tested_count
    from marts.trend_momentum
    group by segmentation

)

select
    segmentations.segmentation,
    trends.trend_count,
    coalesce(momentum.rising_count, 0) as rising_count,
    coalesce(momentum.falling_count, 0) as falling_count,
    coalesce(momentum.as_last_year_count, 0) as as_last_year_count,
    coalesce(momentum.season_unknown_count, 0) as season_unknown_count,
    coalesce(momentum.tested_count, 0) as tested_count
from segmentations
cross join trends
left join momentum on segmentations.segmentation = momentum.segmentation
order by segmentations.segmentation asc
