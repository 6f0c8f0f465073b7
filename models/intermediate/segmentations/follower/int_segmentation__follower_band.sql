select
    author_id,
    follower_band as segment
from {{ ref('int_authors') }}
