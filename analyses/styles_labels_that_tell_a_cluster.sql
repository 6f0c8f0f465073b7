-- Question: which labels does each style cluster show more than all others do?
-- Reading: first the label of each cluster with the largest rate_ratio, then the second of each, and so on; the interval of all
-- of them lies above 1.25, and ci_low is the cautious end. Brands of a luxury cluster are what made it one, so they confirm it
-- rather than surprise.
select
    segment as style_cluster,
    label_type,
    label_name,
    author_count,
    rate_ratio,
    ci_low,
    ci_high
from {{ ref('segment_label_lift') }}
where segmentation = 'style_clusters' and q_value < 0.05 and ci_low > 1.25
order by row_number() over (partition by segment order by rate_ratio desc, label_type asc, label_name asc), segment
limit 30
