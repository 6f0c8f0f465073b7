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
    where leader_panel = 'leader' and leader_id = follower_id

),

rest_correlations as (

    select * from {{ ref('int_lead_correlations') }}
    where leader_panel = 'leader_without_largest'

),

calendar as (

    select count(*) as week_count from {{ ref('int_weeks') }}
    where is_in_calendar

),

undated_leaders as (

    select count(*) as author_count
    from {{ ref('int_trend_authors') }}
    where panel = 'leader' and picked_on is null

),

known_weeks as (

    select
        series_id,
        count(case when panel = 'leader' then value end) as leader_week_count,
        count(case when panel = 'follower' then value end) as follower_week_count
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
        case when rest_correlations.week_count >= thresholds.lead_min_weeks then rest_correlations.lead_correlation end
            as lead_correlation_without_largest,
        case when series.origin = 'panel' then calendar.week_count - coalesce(known_weeks.leader_week_count, 0) else 0 end
            as leader_thin_week_count,
        case when series.origin = 'panel' then calendar.week_count - coalesce(known_weeks.follower_week_count, 0) else 0 end
            as follower_thin_week_count,
        case when series.origin = 'panel' then undated_leaders.author_count > 0 end as is_hindsight,
        case
            when coalesce(own_correlations.week_count, 0) >= thresholds.lead_min_weeks then null
            when series.origin = 'external' then 'too_few_weeks'
            -- would the calendar do, if all its weeks had enough items?
            when
                calendar.week_count
                - case
                    when calendar.week_count >= 2 * thresholds.lead_season_weeks then thresholds.lead_season_weeks
                    else 1
                end
                - horizons.horizon_weeks >= thresholds.lead_min_weeks
                then 'low_base_weeks'
            else 'too_few_weeks'
        end as weeks_reason,
        case
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
    cross join calendar
    cross join undated_leaders
    left join rest_correlations
        on series.series_id = rest_correlations.leader_id and horizons.horizon_weeks = rest_correlations.lag_weeks
    left join known_weeks on series.series_id = known_weeks.series_id

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
    cast(leader_thin_week_count as bigint) as leader_thin_week_count,
    cast(follower_thin_week_count as bigint) as follower_thin_week_count,
    cast(lead_correlation_without_largest as double) as lead_correlation_without_largest,
    is_hindsight,
    coalesce(weeks_reason, reason) as reason
from leads
order by trend_id, horizon
