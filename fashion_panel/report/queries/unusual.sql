-- One row per reason: how many of the checked accounts it flags.
with checked_authors as (

    select * from marts.author_anomalies
    where authenticity_state = 'checked'

),

flags as (

    select
        rules.reason,
        rules.meaning,
        sum(case when ',' || checked_authors.reasons || ',' like '%,' || rules.reason || ',%' then 1 else 0 end) as flag_count,
        count(*) as checked_count
    from seeds.anomaly_rules as rules
    cross join checked_authors
    group by rules.reason, rules.meaning

)

select
    reason,
    meaning,
    flag_count,
    checked_count,
    flag_count / cast(checked_count as double) as share
from flags
order by flag_count desc, reason asc
