-- Question: which brands belong to which style?
-- Reading: brands that a style cluster shows more often per item than all others, the interval wholly above 1 and beyond
-- chance over all labels and segments (false discovery rate 5 %). One brand may stand on shoes and on bags, a row each.
select
    segment,
    canonical_name,
    label_type,
    author_count,
    rate_ratio,
    ci_low,
    q_value
from {{ ref('segment_label_lift') }}
where segmentation = 'style_clusters' and axis = 'brand' and q_value < 0.05 and ci_low > 1
order by segment asc, rate_ratio desc, canonical_name asc
limit 30
