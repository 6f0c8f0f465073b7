select
    author_id,
    half,
    segment
from {{ ref('published_rules') }}
where half <> 'both'
