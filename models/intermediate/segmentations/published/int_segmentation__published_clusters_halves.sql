select
    published_clusters.author_id,
    published_clusters.half,
    cluster_names.segment
from {{ ref('published_clusters') }} as published_clusters
-- the clusters of half a place the authors on half b too, so they bear the names that half a gives
inner join {{ ref('published_cluster_names') }} as cluster_names
    on published_clusters.cluster = cluster_names.cluster and cluster_names.half = 'a'
where published_clusters.half <> 'both'
