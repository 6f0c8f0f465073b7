with centroids as (

    select * from {{ ref('int_kmeans_centroids') }}
    where is_in_use

)

select
    model_version,
    cluster_id,
    feature,
    value,
    share,
    panel_share,
    weight,
    radius,
    fitted_author_count
from centroids
order by model_version, cluster_id, feature
