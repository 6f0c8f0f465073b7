with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

style_models as (

    select * from {{ ref('int_style_models') }}
    where is_in_use

),

totalled_distributions as (

    select
        *,
        sum(fitted_author_count) over (partition by distribution) as fitted_total,
        sum(author_count) over (partition by distribution) as total,
        count(*) over (partition by distribution) as parts
    from {{ ref('int_style_distributions') }}

),

-- what samples of these sizes differ by, on average, when nothing has changed
indices as (

    select
        distribution,
        max(fitted_total) as fitted_author_count,
        max(total) as author_count,
        {{ exact_sum(psi_term('fitted_author_count', 'fitted_total', 'author_count', 'total', 'parts')) }} as psi,
        (max(parts) - 1) * (1 / cast(max(fitted_total) as double) + 1 / nullif(cast(max(total) as double), 0)) as psi_by_chance
    from totalled_distributions
    group by distribution

),

style_drift as (

    select
        style_models.model_version,
        indices.distribution,
        cast(indices.fitted_author_count as bigint) as fitted_author_count,
        cast(indices.author_count as bigint) as author_count,
        case when indices.author_count > 0 then indices.psi end as psi,
        cast(indices.psi_by_chance as double) as psi_by_chance,
        coalesce(indices.psi - indices.psi_by_chance > thresholds.drift_max_psi, false) as is_drifted
    from indices
    cross join style_models
    cross join thresholds

)

select
    *,
    distribution || case
        when author_count = 0 then ': no author to compare'
        when is_drifted
            then
                ' has drifted since model ' || cast(model_version as string) || ' was fitted: PSI '
                || cast(round(psi, 2) as string) || ', of which ' || cast(round(psi_by_chance, 2) as string)
                || ' by chance; look at the clusters, and retrain with refit: always'
        else ' is as it was when model ' || cast(model_version as string) || ' was fitted'
    end as message
from style_drift
order by distribution
