with authors as (

    select * from {{ ref('dim_authors') }}

),

weights as (

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
    authors.author_id,
    authors.first_post_at,
    weights.weight as panel_weight,
    anomalies.authenticity_state,
    anomalies.anomaly_count,
    scores.content_score,
    scores.forward_score,
    earliness.earliness_z,
    earliness.is_early
from authors
inner join weights on authors.author_id = weights.author_id
inner join anomalies on authors.author_id = anomalies.author_id
inner join scores on authors.author_id = scores.author_id
inner join earliness on authors.author_id = earliness.author_id
order by authors.author_id
