with weights as (

    select * from {{ ref('author_weights') }}

),

earliness as (

    select * from {{ ref('author_earliness') }}

)

select
    weights.author_id,
    weights.weight as panel_weight,
    earliness.earliness_z,
    earliness.is_early
from weights
inner join earliness on weights.author_id = earliness.author_id
order by weights.author_id
