-- the gates are those in force when the version was fitted: another threshold asks for another fit
with fits as (

    select * from {{ ref('kmeans_fits') }}

),

settings as (

    select
        model_version,
        max(case when measure = 'kmeans_min_cluster_authors' then value end) as min_cluster_authors,
        max(case when measure = 'kmeans_min_cluster_share' then value end) as min_cluster_share,
        max(case when measure = 'kmeans_min_jaccard' then value end) as jaccard_gate,
        max(case when measure = 'kmeans_min_half_jaccard' then value end) as half_jaccard_gate,
        max(case when measure = 'kmeans_davies_bouldin_slack' then value end) as davies_bouldin_slack
    from fits
    where kind = 'setting'
    group by model_version

),

models as (

    select
        model_version,
        k,
        max(case when kind = 'model' and measure = 'is_fitted' then value end) = 1 as is_fitted,
        max(case when kind = 'model' and measure = 'inertia' then value end) as inertia,
        max(case when kind = 'model' and measure = 'davies_bouldin' then value end) as davies_bouldin,
        max(case when kind = 'model' and measure = 'calinski_harabasz' then value end) as calinski_harabasz,
        max(case when kind = 'model' and measure = 'silhouette' then value end) as silhouette,
        cast(min(case when kind = 'cluster' and measure = 'size' then value end) as bigint) as min_size,
        cast(sum(case when kind = 'cluster' and measure = 'size' then value end) as bigint) as author_count,
        min(case when kind = 'cluster' and measure = 'jaccard' then value end) as min_jaccard,
        min(case when kind = 'cluster' and measure = 'half_jaccard' then value end) as half_jaccard,
        max(case when kind = 'model' and measure = 'half_ari' then value end) as half_ari
    from fits
    where k is not null
    group by model_version, k

),

model_gates as (

    select
        models.*,
        greatest(settings.min_cluster_authors, settings.min_cluster_share * models.author_count) as size_gate,
        settings.jaccard_gate,
        settings.half_jaccard_gate,
        settings.davies_bouldin_slack
    from models
    inner join settings on models.model_version = settings.model_version

),

gated_models as (

    select
        *,
        coalesce(
            k > 1 and is_fitted and min_size >= size_gate and min_jaccard >= jaccard_gate
            -- versions that were fitted before there was this gate haven't its measure
            and (half_jaccard_gate is null or half_jaccard >= half_jaccard_gate),
            false
        ) as is_eligible
    from model_gates

),

limits as (

    select
        model_version,
        min(case when is_eligible then davies_bouldin end) * max(davies_bouldin_slack) as davies_bouldin_limit
    from gated_models
    group by model_version

),

-- the largest eligible k that separates nearly as well as the best one; a panel without any is one cluster
choice as (

    select
        gated_models.model_version,
        limits.davies_bouldin_limit,
        coalesce(
            max(
                case
                    when gated_models.is_eligible and gated_models.davies_bouldin <= limits.davies_bouldin_limit
                        then gated_models.k
                end
            ),
            1
        ) as k
    from gated_models
    inner join limits on gated_models.model_version = limits.model_version
    group by gated_models.model_version, limits.davies_bouldin_limit

),

judged_models as (

    select
        gated_models.*,
        gated_models.k = choice.k as is_chosen,
        case
            when gated_models.k = choice.k and gated_models.k = 1 then 'chosen: no larger k passed the gates'
            when gated_models.k = choice.k then 'chosen: the largest eligible k close to the best Davies-Bouldin'
            when gated_models.k = 1 then 'one cluster, for panels where no larger k passes the gates'
            when not gated_models.is_fitted then 'fewer different authors than clusters'
            when gated_models.min_size < gated_models.size_gate then 'smallest cluster below the size gate'
            when gated_models.min_jaccard < gated_models.jaccard_gate then 'least stable cluster below the Jaccard gate'
            when not gated_models.is_eligible then 'a cluster is not found again in the other half of the weeks'
            when gated_models.davies_bouldin > choice.davies_bouldin_limit then 'Davies-Bouldin too far from the best'
            else 'a larger k is as good'
        end as reason
    from gated_models
    inner join choice on gated_models.model_version = choice.model_version

)

select * from judged_models
