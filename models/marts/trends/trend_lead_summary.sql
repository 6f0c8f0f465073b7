-- the sign test: were nobody ahead, lead and reverse lag would win as often as each other
with tests as (

    select * from {{ ref('int_lead_tests') }}

),

counted_tests as (

    select
        origin,
        horizon_weeks as horizon,
        count(*) as series_count,
        sum(case when is_ahead then 1 else 0 end) as ahead_count,
        {{ exact_mean('lead_correlation') }} as lead_correlation_mean,
        {{ exact_mean('reverse_correlation') }} as reverse_correlation_mean,
        max(null_count) as null_pair_count
    from tests
    group by origin, horizon_weeks

)

select
    origin as source,  -- noqa: RF04
    cast(horizon as bigint) as horizon,
    cast(series_count as bigint) as series_count,
    cast(ahead_count as bigint) as ahead_count,
    cast(lead_correlation_mean as double) as lead_correlation_mean,
    cast(reverse_correlation_mean as double) as reverse_correlation_mean,
    cast(null_pair_count as bigint) as null_pair_count,
    cast({{ normal_tail('(2 * ahead_count - series_count - 1) / sqrt(series_count)') }} as double) as sign_p_value
from counted_tests
order by origin, horizon
