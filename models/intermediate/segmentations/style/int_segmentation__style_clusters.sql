select
    style_clusters.author_id,
    case
        when style_clusters.style_state = 'assigned' then cluster_names.name
        else style_clusters.style_state
    end as segment
from {{ ref('int_author_style_clusters') }} as style_clusters
left join {{ ref('int_cluster_names') }} as cluster_names on style_clusters.nearest_cluster_id = cluster_names.cluster_id
