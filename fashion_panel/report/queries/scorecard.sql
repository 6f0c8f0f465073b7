-- One row per segmentation: the measures by which old and new are compared; held-out skill with two standard errors either way.
with metrics as (

    select * from marts.segmentation_scorecard

),

scorecard as (

    select
        segmentation,
        max(case when metric = 'coverage_assigned' then value end) as coverage_assigned,
        max(case when metric = 'coverage_insufficient' then value end) as coverage_insufficient,
        max(case when metric = 'coverage_unknown' then value end) as coverage_unknown,
        max(case when metric = 'assigned_segment_count' then value end) as assigned_segment_count,
        max(case when metric = 'smallest_assigned_segment' then value end) as smallest_assigned_segment,
        max(case when metric = 'held_out_skill' then value end) as held_out_skill,
        max(case when metric = 'held_out_skill_se' then value end) as held_out_skill_se,
        max(case when metric = 'held_out_skill_other_labels' then value end) as held_out_skill_other_labels,
        max(case when metric = 'held_out_ceiling' then value end) as held_out_ceiling,
        max(case when metric = 'held_out_share_of_ceiling' then value end) as held_out_share_of_ceiling,
        max(case when metric = 'held_out_agreement' then value end) as held_out_agreement,
        max(case when metric = 'held_out_agreement_authors' then value end) as held_out_agreement_authors,
        max(case when metric = 'discriminating_power' then value end) as discriminating_power,
        max(case when metric = 'discriminating_power_permutation_baseline' then value end)
            as discriminating_power_permutation_baseline,
        max(case when metric = 'eta_squared_label_diversity' then value end) as eta_squared_label_diversity,
        max(case when metric = 'eta_squared_log_followers' then value end) as eta_squared_log_followers,
        max(case when metric = 'eta_squared_log_engagement_rate' then value end) as eta_squared_log_engagement_rate,
        max(case when metric = 'eta_squared_log_posts' then value end) as eta_squared_log_posts,
        max(case when metric = 'davies_bouldin' then value end) as davies_bouldin,
        max(case when metric = 'min_jaccard' then value end) as min_jaccard,
        case when segmentation like 'style%' then 'new' else 'old' end as generation
    from metrics
    group by segmentation

),

limits as (

    select value as claim_se from seeds.report_limits
    where limit_name = 'claim_se'

)

select
    scorecard.*,
    scorecard.held_out_skill - limits.claim_se * scorecard.held_out_skill_se as held_out_skill_low,
    scorecard.held_out_skill + limits.claim_se * scorecard.held_out_skill_se as held_out_skill_high
from scorecard
cross join limits
order by scorecard.held_out_skill desc nulls last, scorecard.generation asc, scorecard.segmentation asc
