with candidates as (

    select * from {{ ref('int_cluster_name_candidates') }}

),

lifts as (

    select * from {{ ref('int_cluster_lifts') }}

),

-- a later version contradicts a name when a category of it is lifted no more, or when everyday has become too little
contradictions as (

    select
        candidates.model_version as named_in,
        candidates.cluster_id,
        min(later_versions.model_version) as contradicted_in
    from candidates
    inner join candidates as later_versions
        on
            candidates.cluster_id = later_versions.cluster_id
            and candidates.model_version < later_versions.model_version
    left join lifts as named_categories
        on
            candidates.model_version = named_categories.model_version
            and candidates.cluster_id = named_categories.cluster_id
            and named_categories.strength <= candidates.category_count
    left join lifts as later_lifts
        on
            later_versions.model_version = later_lifts.model_version
            and later_versions.cluster_id = later_lifts.cluster_id
            and named_categories.feature = later_lifts.feature
    where
        (named_categories.feature is not null and later_lifts.feature is null)
        or (candidates.category_count = 0 and later_versions.lifted_count > 0)
    group by candidates.model_version, candidates.cluster_id

),

-- of the names that nothing has contradicted since, the oldest holds
ranked_names as (

    select
        versions.model_version,
        versions.cluster_id,
        candidates.model_version as named_in,
        candidates.name,
        row_number() over (
            partition by versions.model_version, versions.cluster_id order by candidates.model_version
        ) as seniority
    from candidates as versions
    inner join candidates
        on versions.cluster_id = candidates.cluster_id and versions.model_version >= candidates.model_version
    left join contradictions
        on candidates.cluster_id = contradictions.cluster_id and candidates.model_version = contradictions.named_in
    where coalesce(versions.model_version < contradictions.contradicted_in, true)

),

-- a name belongs to one cluster for ever: whoever comes later to the same one has a number behind it
numbered_names as (

    select
        cluster_id,
        name,
        row_number() over (partition by name order by min(model_version), cluster_id) as number
    from ranked_names
    where seniority = 1
    group by cluster_id, name

),

registered_names as (

    select
        ranked_names.model_version,
        ranked_names.cluster_id,
        ranked_names.named_in,
        case
            when numbered_names.number > 1 then ranked_names.name || '_' || cast(numbered_names.number as string)
            else ranked_names.name
        end as name
    from ranked_names
    inner join numbered_names
        on ranked_names.cluster_id = numbered_names.cluster_id and ranked_names.name = numbered_names.name
    where ranked_names.seniority = 1

)

select * from registered_names
