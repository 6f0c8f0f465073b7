-- Question: which way of dividing the authors tells most about what they show?
-- Reading: the discriminating_power minus its shuffled twin is what a segmentation is worth; coverage_assigned is whom it serves.
-- The separation measures favour style_clusters, which was fitted on the same features.
select
    segmentation,
    max(case when metric = 'coverage_assigned' then value end) as coverage_assigned,
    max(case when metric = 'assigned_segment_count' then value end) as assigned_segment_count,
    max(case when metric = 'smallest_assigned_segment' then value end) as smallest_assigned_segment,
    max(case when metric = 'discriminating_power' then value end) as discriminating_power,
    max(case when metric = 'discriminating_power_shuffled' then value end) as discriminating_power_shuffled,
    max(case when metric = 'eta_squared_log_followers' then value end) as eta_squared_log_followers,
    max(case when metric = 'eta_squared_label_diversity' then value end) as eta_squared_label_diversity,
    max(case when metric = 'davies_bouldin' then value end) as davies_bouldin
from {{ ref('segmentation_scorecard') }}
group by segmentation
order by discriminating_power desc nulls last, segmentation asc
