-- leaders of one series against followers of the same one, and of others: what a lead looks like where there can be none
with changes as (

    select * from {{ ref('int_lead_changes') }}

),

lags as (

    select
        numbers.lag_weeks,
        numbers.lag_weeks in (select horizon_weeks from {{ ref('lead_horizons') }}) as is_horizon
    from {{ whole_numbers('lag_weeks', 1, 104) }} as numbers
    cross join {{ ref('int_thresholds') }} as thresholds
    where
        numbers.lag_weeks <= thresholds.lead_max_profile_weeks
        or numbers.lag_weeks in (select horizon_weeks from {{ ref('lead_horizons') }})

),

lagged_changes as (

    select
        now.*,
        lags.lag_weeks,
        lags.is_horizon,
        later.log_change as later_change
    from changes as now
    cross join lags
    inner join changes as later
        on
            now.series_id = later.series_id
            and now.panel = later.panel
            and later.week = {{ weeks_later('now.week', 'lags.lag_weeks') }}

),

-- leader now (a), follower now (b), leader then (c), follower then (d)
paired_weeks as (

    select
        leaders.origin,
        leaders.panel as leader_panel,
        leaders.series_id as leader_id,
        followers.series_id as follower_id,
        leaders.lag_weeks,
        leaders.log_change as a,
        followers.log_change as b,
        leaders.later_change as c,
        followers.later_change as d
    from lagged_changes as leaders
    inner join lagged_changes as followers
        on
            leaders.origin = followers.origin
            and leaders.lag_weeks = followers.lag_weeks
            and leaders.week = followers.week
    where
        followers.panel = 'follower'
        and (
            (leaders.panel = 'leader' and leaders.series_id = followers.series_id)
            or (leaders.panel = 'leader' and leaders.series_group <> followers.series_group and leaders.is_horizon)
            or (leaders.panel = 'leader_without_largest' and leaders.series_id = followers.series_id and leaders.is_horizon)
        )

),

sums as (

    select
        origin,
        leader_panel,
        leader_id,
        follower_id,
        lag_weeks,
        count(*) as week_count,
        {{ exact_sum('a') }} as sa,
        {{ exact_sum('a * a') }} as saa,
        {{ exact_sum('b') }} as sb,
        {{ exact_sum('b * b') }} as sbb,
        {{ exact_sum('c') }} as sc,
        {{ exact_sum('c * c') }} as scc,
        {{ exact_sum('d') }} as sd,
        {{ exact_sum('d * d') }} as sdd,
        {{ exact_sum('a * b') }} as sab,
        {{ exact_sum('a * c') }} as sac,
        {{ exact_sum('a * d') }} as sad,
        {{ exact_sum('b * c') }} as sbc,
        {{ exact_sum('b * d') }} as sbd
    from paired_weeks
    group by origin, leader_panel, leader_id, follower_id, lag_weeks

),

correlations as (

    select
        origin,
        leader_panel,
        leader_id,
        follower_id,
        lag_weeks,
        week_count,
        {{ correlation('week_count', 'sa', 'sb', 'saa', 'sbb', 'sab') }} as rab,
        {{ correlation('week_count', 'sa', 'sc', 'saa', 'scc', 'sac') }} as rac,
        {{ correlation('week_count', 'sa', 'sd', 'saa', 'sdd', 'sad') }} as rad,
        {{ correlation('week_count', 'sb', 'sc', 'sbb', 'scc', 'sbc') }} as rbc,
        {{ correlation('week_count', 'sb', 'sd', 'sbb', 'sdd', 'sbd') }} as rbd
    from sums

)

select
    origin,
    leader_panel,
    leader_id,
    follower_id,
    lag_weeks,
    week_count,
    {{ partial_correlation('rad', 'rab', 'rbd') }} as lead_correlation,
    {{ partial_correlation('rbc', 'rab', 'rac') }} as reverse_correlation
from correlations
