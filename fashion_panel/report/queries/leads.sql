-- One row per trend: whether hand-picked accounts are ahead of the others in it, the surest first.
with lead_lag as (

    select * from marts.trend_lead_lag
    where source = 'panel'

)

select
    trend_id,
    count(p_value) as tested_count,
    max(lead_weeks) as lead_weeks,
    min(q_value) as q_value
from lead_lag
group by trend_id
order by q_value asc nulls last, trend_id asc
