-- Question: how much more often does luxury show gucci bags than everyday does?
-- Reading: the ratio of the two shares, with a 95 % interval that takes the account as the unit; it holds 1 where the two can't
-- be told from each other. Put any two segments of one segmentation, and any label, in their place.
select
    one.label_share,
    other.label_share as other_share,
    one.label_share / other.label_share as ratio,
    one.label_share / other.label_share * exp(-1.96 * sqrt(one.log_share_variance + other.log_share_variance)) as ci_low,
    one.label_share / other.label_share * exp(1.96 * sqrt(one.log_share_variance + other.log_share_variance)) as ci_high
from {{ ref('segment_label_lift') }} as one
inner join {{ ref('segment_label_lift') }} as other
    on one.segmentation = other.segmentation and one.label_type = other.label_type and one.label_name = other.label_name
where one.segment = 'luxury' and other.segment = 'everyday' and one.label_type = 'bag_brand' and one.label_name = 'gucci'
order by one.segmentation asc
