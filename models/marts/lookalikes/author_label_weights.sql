with weights as (

    select * from {{ ref('int_author_label_weights') }}

),

labels as (

    select * from {{ ref('int_labels') }}

)

select
    weights.author_id,
    labels.label_type,
    labels.label_name,
    weights.item_count,
    weights.weight
from weights
inner join labels on weights.label_number = labels.label_number
order by weights.author_id, weights.label_number
