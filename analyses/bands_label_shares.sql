-- Question: which labels does a band show more, or less, than the others do?
-- Reading: a rate_ratio of 2 is twice as often per item; trust it where q_value is below 0.05, and read ci_low to ci_high as
-- its range. naive_lift stands beside it to show how much of it was volume. Labels with a reason are too rare to tell.
select
    segment as follower_band,
    label_type,
    label_name,
    author_count,
    detection_share,
    label_share,
    naive_lift,
    rate_ratio,
    ci_low,
    ci_high,
    q_value,
    reason
from {{ ref('segment_label_lift') }}
where segmentation = 'follower_band'
order by (q_value < 0.05) desc nulls last, abs(ln(rate_ratio)) desc nulls last, segment asc, label_type asc, label_name asc
limit 100
