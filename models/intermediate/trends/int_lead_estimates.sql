-- length of the leads that are claimed: centroid of the peak of the profile over all lags, never its single largest value
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

claimed_series as (

    select tests.series_id
    from {{ ref('int_lead_tests') }} as tests
    cross join thresholds
    group by tests.series_id
    having min(tests.q_value) < min(thresholds.lead_claim_q_value)

),

profiles as (

    select
        correlations.leader_id as series_id,
        correlations.lag_weeks,
        {{ correlation_score('correlations.lead_correlation', 'correlations.week_count') }} as score
    from {{ ref('int_lead_correlations') }} as correlations
    inner join claimed_series on correlations.leader_id = claimed_series.series_id
    cross join thresholds
    where
        correlations.leader_panel = 'leader'
        and correlations.leader_id = correlations.follower_id
        and correlations.lag_weeks <= thresholds.lead_max_profile_weeks
        and correlations.week_count >= thresholds.lead_min_weeks

),

peaks as (

    select
        profiles.series_id,
        profiles.lag_weeks,
        profiles.score - thresholds.lead_profile_cut * max(profiles.score) over (partition by profiles.series_id) as excess
    from profiles
    cross join thresholds

),

estimates as (

    select
        series_id,
        {{ exact_sum('excess * lag_weeks') }} / {{ exact_sum('excess') }} as lead_weeks
    from peaks
    where excess > 0
    group by series_id

)

select * from estimates
