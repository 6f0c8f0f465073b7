-- Question: which labels does a band show more, or less, than the others do?
-- Reading: a rate_ratio of 2 is twice as often per item; trust it where q_value is below 0.05, and read ci_low to ci_high as
-- its range. The surest first; labels too rare to tell come last. naive_lift of the same table grows with how much is posted.
select
    segment as follower_band,
    label_type,
    label_name,
    rate_ratio,
    ci_low,
    ci_high,
    q_value
from {{ ref('segment_label_lift') }}
where segmentation = 'follower_band'
order by (q_value < 0.05) desc nulls last, abs(ln(rate_ratio)) desc nulls last, segment asc, label_type asc, label_name asc
limit 100
