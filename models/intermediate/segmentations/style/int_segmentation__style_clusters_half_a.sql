select
    author_id,
    name as segment
from {{ ref('int_author_half_clusters') }}
where half = 'a'
