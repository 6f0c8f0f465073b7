with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

series as (

    select
        trend_id as series_id,
        'panel' as origin
    from {{ ref('int_trends') }}
    union all
    select distinct
        series_id,
        origin
    from {{ ref('int_lead_series') }}
    where origin = 'external'

),

own_correlations as (

    select * from {{ ref('int_lead_correlations') }}
    where leader_id = follower_id

),

thin_weeks as (

    select
        series_id,
        sum(case when panel = 'leader' and value is null then 1 else 0 end) as leader_thin_week_count,
        sum(case when panel = 'follower' and value is null then 1 else 0 end) as follower_thin_week_count
    from {{ ref('int_lead_series') }}
    group by series_id

),

leads as (

    select
        series.series_id as trend_id,
        cast(horizons.horizon_weeks as bigint) as horizon,
        series.origin,
        own_correlations.week_count,
        coalesce(own_correlations.week_count >= thresholds.lead_min_weeks, false) as has_weeks,
        own_correlations.lead_correlation,
        own_correlations.reverse_correlation,
        tests.p_value,
        tests.q_value,
        tests.is_ahead,
        estimates.lead_weeks,
        thin_weeks.leader_thin_week_count,
        thin_weeks.follower_thin_week_count,
        case
            when coalesce(own_correlations.week_count, 0) < thresholds.lead_min_weeks then 'too_few_weeks'
            when tests.series_id is null then 'no_variation'
            when tests.p_value is null then 'too_few_series'
        end as reason
    from series
    cross join {{ ref('lead_horizons') }} as horizons
    cross join thresholds
    left join own_correlations
        on series.series_id = own_correlations.leader_id and horizons.horizon_weeks = own_correlations.lag_weeks
    left join {{ ref('int_lead_tests') }} as tests
        on series.series_id = tests.series_id and horizons.horizon_weeks = tests.horizon_weeks
    left join {{ ref('int_lead_estimates') }} as estimates on series.series_id = estimates.series_id
    left join thin_weeks on series.series_id = thin_weeks.series_id

)

select
    trend_id,
    horizon,
    origin as source,  -- noqa: RF04
    cast(case when has_weeks then lead_correlation end as double) as lead_correlation,
    cast(case when has_weeks then reverse_correlation end as double) as reverse_correlation,
    cast(p_value as double) as p_value,
    cast(q_value as double) as q_value,
    cast(lead_weeks as double) as lead_weeks,
    cast(coalesce(week_count, 0) as bigint) as week_count,
    cast(coalesce(leader_thin_week_count, 0) as bigint) as leader_thin_week_count,
    cast(coalesce(follower_thin_week_count, 0) as bigint) as follower_thin_week_count,
    reason
from leads
order by trend_id, horizon
