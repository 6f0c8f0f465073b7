-- One row: how many trends are followed, and in how many pairs of trend and segment the last weeks differ from those before.
with trends as (

    select count(*) as trend_count from marts.trends

),

momentum as (

    select
        count(*) as pair_count,
        coalesce(sum(case when direction = 'rising' then 1 else 0 end), 0) as rising_count,
        coalesce(sum(case when direction = 'falling' then 1 else 0 end), 0) as falling_count,
        coalesce(sum(case when direction = 'unclear' then 1 else 0 end), 0) as unclear_count
    from marts.trend_momentum
    where segmentation in ('follower_band', 'style_clusters')

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

select *
from trends
cross join momentum
cross join leads
cross join weeks
