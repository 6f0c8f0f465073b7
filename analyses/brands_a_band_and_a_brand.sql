-- Question: is it real that edgy accounts show more gucci?
-- Reading: per item, with a 95 % interval that takes the account as the unit; q_value below 0.05 holds over all labels and
-- segments. naive_lift, of who ever showed it, is mostly who posts more.
select
    segment,
    label_type,
    author_count,
    naive_lift,
    rate_ratio,
    ci_low,
    ci_high,
    q_value
from {{ ref('segment_label_lift') }}
where segmentation = 'follower_band' and canonical_name = 'gucci'
order by label_type asc, rate_ratio desc nulls last
