select
    author_id,
    case when style_state = 'assigned' then nearest_cluster else style_state end as segment
from {{ ref('int_author_style_clusters') }}
