-- One row for the follower bands and one for the style clusters: in how many pairs of trend and segment the last weeks differ
-- from those before, beside how many trends are followed, and in how many somebody was found to be ahead.
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
        sum(case when direction is not null then 1 else 0 end) as tested_pair_count
    from marts.trend_momentum
    group by segmentation

),

leads as (

    select
        count(distinct trend_id) as tested_count,
        count(distinct case when lead_weeks is not null then trend_id end) as lead_count
    from marts.trend_lead_lag
    where source = 'panel' and p_value is not null

),

weeks as (

    select value as momentum_weeks from seeds.thresholds
    where threshold_name = 'momentum_weeks'

)

select
    segmentations.segmentation,
    trends.trend_count,
    coalesce(momentum.rising_count, 0) as rising_count,
    coalesce(momentum.falling_count, 0) as falling_count,
    coalesce(momentum.tested_pair_count, 0) as tested_pair_count,
    leads.tested_count,
    leads.lead_count,
    weeks.momentum_weeks
from segmentations
cross join trends
cross join leads
cross join weeks
left join momentum on segmentations.segmentation = momentum.segmentation
order by segmentations.segmentation asc
