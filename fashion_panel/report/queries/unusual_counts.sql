-- One row: accounts that were checked, and those with a flag.
select
    coalesce(sum(case when authenticity_state = 'checked' then 1 else 0 end), 0) as checked_count,
    coalesce(sum(case when anomaly_count > 0 then 1 else 0 end), 0) as unusual_count
from marts.author_anomalies
