-- the criteria are those in force when the version was fitted: another threshold asks for another fit
with fits as (

    select * from {{ ref('kmeans_fits') }}

),

settings as (

    select
        model_version,
        max(case when measure = 'kmeans_min_cluster_authors' then value end) as min_cluster_authors,
        max(case when measure = 'kmeans_min_cluster_share' then value end) as min_cluster_share,
        max(case when measure = 'kmeans_min_jaccard' then value end) as required_jaccard,
        max(case when measure = 'kmeans_min_half_jaccard' then value end) as required_half_jaccard,
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

model_criteria as (

    select
        models.*,
        greatest(settings.min_cluster_authors, settings.min_cluster_share * models.author_count) as required_size,
        settings.required_jaccard,
        settings.required_half_jaccard,
        settings.davies_bouldin_slack
    from models
    inner join settings on models.model_version = settings.model_version

),

eligible_models as (

    select
        *,
        coalesce(
            k > 1 and is_fitted and min_size >= required_size and min_jaccard >= required_jaccard
            -- versions that were fitted before there was this criterion haven't its measure
            and (required_half_jaccard is null or half_jaccard >= required_half_jaccard),
            false
        ) as is_eligible
    from model_criteria

),

limits as (

    select
        model_version,
        min(case when is_eligible then davies_bouldin end) * max(davies_bouldin_slack) as davies_bouldin_limit
    from eligible_models
    group by model_version

),

-- the largest eligible k that separates nearly as well as the best one; a panel without any is one cluster
choice as (

    select
        eligible_models.model_version,
        limits.davies_bouldin_limit,
        coalesce(
            max(
                case
                    when eligible_models.is_eligible and eligible_models.davies_bouldin <= limits.davies_bouldin_limit
                        then eligible_models.k
                end
            ),
            1
        ) as k
    from eligible_models
    inner join limits on eligible_models.model_version = limits.model_version
    group by eligible_models.model_version, limits.davies_bouldin_limit

),

evaluated_models as (

    select
        eligible_models.*,
        eligible_models.k = choice.k as is_chosen,
        case
            when eligible_models.k = choice.k and eligible_models.k = 1 then 'chosen: no larger k met the criteria'
            when eligible_models.k = choice.k then 'chosen: the largest eligible k close to the best Davies-Bouldin'
            when eligible_models.k = 1 then 'one cluster, for panels where no larger k meets the criteria'
            when not eligible_models.is_fitted then 'fewer different authors than clusters'
            when eligible_models.min_size < eligible_models.required_size then 'smallest cluster below the required size'
            when eligible_models.min_jaccard < eligible_models.required_jaccard
                then 'least stable cluster below the required Jaccard'
            when not eligible_models.is_eligible then 'a cluster is not found again in the other half of the weeks'
            when eligible_models.davies_bouldin > choice.davies_bouldin_limit then 'Davies-Bouldin too far from the best'
            else 'a larger k is as good'
        end as reason
    from eligible_models
    inner join choice on eligible_models.model_version = choice.model_version

)

select * from evaluated_models
