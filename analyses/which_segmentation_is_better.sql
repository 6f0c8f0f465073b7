-- Question: which way of dividing the authors tells most about what they show?
-- Reading: discriminating_power minus its shuffled twin is what a segmentation is worth; coverage_assigned is whom it serves. The
-- separation measures favour style_clusters, which was fitted on the same features.
select
    segmentation,
    {% for metric in [
        'coverage_assigned', 'assigned_segment_count', 'smallest_assigned_segment', 'discriminating_power',
        'discriminating_power_shuffled', 'eta_squared_log_followers', 'eta_squared_label_diversity', 'davies_bouldin'
    ] -%}
    max(case when metric = '{{ metric }}' then value end) as {{ metric }}{{ ',' if not loop.last }}
    {% endfor %}
from {{ ref('segmentation_scorecard') }}
group by segmentation
order by discriminating_power desc nulls last, segmentation
