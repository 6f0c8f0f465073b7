-- a lead counts when it beats its reverse lag; how large it must be, leaders and followers of unlike series tell
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

correlations as (

    select
        correlations.*,
        correlations.lead_correlation > correlations.reverse_correlation as is_ahead,
        {{ correlation_score('correlations.lead_correlation', 'correlations.week_count') }} as score
    from {{ ref('int_lead_correlations') }} as correlations
    cross join thresholds
    where
        correlations.leader_panel = 'leader'
        and correlations.week_count >= thresholds.lead_min_weeks
        and correlations.lead_correlation is not null
        and correlations.reverse_correlation is not null

),

own_correlations as (

    select correlations.*
    from correlations
    inner join {{ ref('lead_horizons') }} as horizons on correlations.lag_weeks = horizons.horizon_weeks
    where correlations.leader_id = correlations.follower_id

),

null_correlations as (

    select * from correlations
    where leader_id <> follower_id

),

null_counts as (

    select
        own_correlations.leader_id,
        own_correlations.lag_weeks,
        count(*) as null_count,
        sum(case when null_correlations.is_ahead and null_correlations.score >= own_correlations.score then 1 else 0 end)
            as larger_count
    from own_correlations
    inner join null_correlations
        on
            own_correlations.origin = null_correlations.origin
            and own_correlations.lag_weeks = null_correlations.lag_weeks
    group by own_correlations.leader_id, own_correlations.lag_weeks

),

tested_leads as (

    select
        own_correlations.origin,
        own_correlations.leader_id as series_id,
        own_correlations.lag_weeks as horizon_weeks,
        own_correlations.lead_correlation,
        own_correlations.reverse_correlation,
        own_correlations.week_count,
        own_correlations.is_ahead,
        coalesce(null_counts.null_count, 0) as null_count,
        case
            when coalesce(null_counts.null_count, 0) < thresholds.lead_min_null_pairs then null
            when not own_correlations.is_ahead then 1.0
            else (1 + null_counts.larger_count) / cast(1 + null_counts.null_count as double)
        end as p_value
    from own_correlations
    cross join thresholds
    left join null_counts
        on own_correlations.leader_id = null_counts.leader_id and own_correlations.lag_weeks = null_counts.lag_weeks

)

select * from {{ benjamini_hochberg('tested_leads', 'p_value', 'origin') }} as evaluated
