with weights as (

    select * from {{ ref('author_weights') }}

),

scores as (

    select * from {{ ref('author_fashion_scores') }}

),

anomalies as (

    select * from {{ ref('author_anomalies') }}

),

earliness as (

    select * from {{ ref('author_earliness') }}

)

select
    weights.author_id,
    weights.weight as panel_weight,
    anomalies.authenticity_state,
    anomalies.anomaly_count,
    scores.content_score,
    scores.forward_score,
    earliness.earliness_z,
    earliness.is_early
from weights
inner join anomalies on weights.author_id = anomalies.author_id
inner join scores on weights.author_id = scores.author_id
inner join earliness on weights.author_id = earliness.author_id
order by weights.author_id
