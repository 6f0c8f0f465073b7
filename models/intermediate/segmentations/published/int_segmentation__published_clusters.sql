select
    authors.author_id,
    coalesce(cluster_names.segment, 'unknown') as segment
from {{ ref('int_authors') }} as authors
left join {{ ref('published_clusters') }} as published_clusters
    on authors.author_id = published_clusters.author_id and published_clusters.half = 'both'
left join {{ ref('published_cluster_names') }} as cluster_names
    on published_clusters.half = cluster_names.half and published_clusters.cluster = cluster_names.cluster
