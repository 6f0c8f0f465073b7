select
    author_id,
    segment
from {{ ref('published_rules') }}
where half = 'b'
