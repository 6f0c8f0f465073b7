-- Question: are the hand-picked accounts ahead of the others?
-- Reading: per trend and horizon, whether their past weeks tell the others' next ones better than the other way round.
-- lead_weeks only where it holds beyond chance. Picks without a date lead by construction if they were made for being early.
select
    trend_id,
    horizon,
    lead_correlation,
    reverse_correlation,
    q_value,
    lead_weeks,
    reason
from {{ ref('trend_lead_lag') }}
where source = 'panel'
order by q_value asc nulls last, trend_id asc, horizon asc
limit 10
