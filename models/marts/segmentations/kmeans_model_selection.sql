with evaluated_models as (

    select selection.*
    from {{ ref('int_kmeans_selection') }} as selection
    inner join {{ ref('int_style_models') }} as style_models on selection.model_version = style_models.model_version
    where style_models.is_in_use

)

select
    model_version,
    k,
    inertia,
    davies_bouldin,
    calinski_harabasz,
    silhouette,
    min_size,
    min_jaccard,
    half_jaccard,
    half_ari,
    is_eligible,
    is_chosen,
    reason
from evaluated_models
order by k
