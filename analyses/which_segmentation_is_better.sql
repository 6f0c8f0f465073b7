-- Question: which way of dividing the authors knows most of what they wear?
-- Reading: held_out_skill is the share of what accounts show in half of their weeks that is known from the other half of the
-- others in their segment; 0 is nothing, and a difference below two standard errors is none. share_of_ceiling sets it against the
-- best that can be known. held_out_agreement is what a second look at the same accounts says; coverage_assigned is whom it
-- serves.
select
    segmentation,
    max(case when metric = 'held_out_skill' then value end) as held_out_skill,
    max(case when metric = 'held_out_skill_se' then value end) as held_out_skill_se,
    max(case when metric = 'held_out_share_of_ceiling' then value end) as share_of_ceiling,
    max(case when metric = 'held_out_skill_other_labels' then value end) as held_out_skill_other_labels,
    max(case when metric = 'held_out_agreement' then value end) as held_out_agreement,
    max(case when metric = 'coverage_assigned' then value end) as coverage_assigned,
    max(case when metric = 'assigned_segment_count' then value end) as assigned_segment_count
from {{ ref('segmentation_scorecard') }}
group by segmentation
order by held_out_skill desc nulls last, segmentation asc
