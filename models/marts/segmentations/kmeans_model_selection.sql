with judged_models as (

    select * from {{ ref('int_kmeans_selection') }}

)

select
    k,
    inertia,
    davies_bouldin,
    calinski_harabasz,
    silhouette,
    min_size,
    min_jaccard,
    is_eligible,
    is_chosen,
    reason
from judged_models
order by k
