-- One row per number of clusters that was tried for the model in use.
with selection as (

    select * from marts.kmeans_model_selection

),

newest_model as (

    select max(model_version) as model_version from selection

),

stability as (

    select value as least_jaccard from seeds.thresholds
    where threshold_name = 'kmeans_min_jaccard'

)

select
    selection.k,
    selection.davies_bouldin,
    selection.silhouette,
    selection.min_size,
    selection.min_jaccard,
    stability.least_jaccard,
    selection.is_eligible,
    selection.is_chosen,
    selection.reason
from selection
inner join newest_model on selection.model_version = newest_model.model_version
cross join stability
order by selection.k asc
