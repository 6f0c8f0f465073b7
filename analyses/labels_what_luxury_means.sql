-- Question: what does luxury mean here?
-- Reading: the labels that count as luxury, the commonest first. An item is luxury when it bears one of them; an account is
-- flagged when its share is surely above the panel's (seed style_rules). Put another category in its place.
select
    axis,
    canonical_name,
    label_type,
    detection_count,
    author_count,
    category_list
from {{ ref('dim_labels') }}
where ',' || category_list || ',' like '%,luxury,%'
order by detection_count desc, label_type asc, label_name asc
limit 15
