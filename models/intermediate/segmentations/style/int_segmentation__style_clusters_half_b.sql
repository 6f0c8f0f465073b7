select
    half_clusters.author_id,
    cluster_names.name as segment
from {{ ref('int_author_half_clusters') }} as half_clusters
inner join {{ ref('int_cluster_names') }} as cluster_names on half_clusters.cluster_id = cluster_names.cluster_id
where half_clusters.half = 'b'
