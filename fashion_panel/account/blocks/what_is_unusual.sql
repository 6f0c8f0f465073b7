-- What differs from accounts of like size.

-- says: {meaning}
select anomaly_rules.meaning
from marts.author_anomalies
inner join account on author_anomalies.author_id = account.author_id
inner join seeds.anomaly_rules on ',' || author_anomalies.reasons || ',' like '%,' || anomaly_rules.reason || ',%'
order by anomaly_rules.reason asc;

-- says: Nothing, among accounts of like size.
select author_anomalies.anomaly_count
from marts.author_anomalies
inner join account on author_anomalies.author_id = account.author_id
where author_anomalies.anomaly_count = 0;

-- says: Not checked: it has {what}.
select case author_anomalies.authenticity_state when 'no_posts' then 'no posts' else 'too few posts' end as what
from marts.author_anomalies
inner join account on author_anomalies.author_id = account.author_id
where author_anomalies.authenticity_state <> 'checked';
