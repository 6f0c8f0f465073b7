select
    author_id,
    follower_range as segment
from {{ ref('int_authors') }}
