select
    author_id,
    weight,
    untrimmed_weight,
    is_at_cap
from {{ ref('int_author_weights') }}
order by author_id
