-- One row per account with something unusual about its numbers, most reasons first.
with unusual as (

    select
        anomalies.author_id,
        anomalies.anomaly_count,
        replace(anomalies.reasons, ',', ', ') as reasons,
        anomalies.largest_z,
        authors.follower_band,
        authors.follower_count,
        count(*) over () as unusual_count,
        row_number() over (
            order by anomalies.anomaly_count desc, anomalies.largest_z desc nulls last, anomalies.author_id asc
        ) as unusual_rank
    from marts.author_anomalies as anomalies
    inner join marts.dim_authors as authors on anomalies.author_id = authors.author_id
    where anomalies.anomaly_count > 0

)

select * from unusual
where unusual_rank <= 10
order by unusual_rank asc
