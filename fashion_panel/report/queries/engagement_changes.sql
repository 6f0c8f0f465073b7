-- One row per follower band: median engagement in the former delivery and in this one.
select
    segment,
    former_value,
    value,
    value / nullif(former_value, 0) as ratio
from marts.delivery_changes
where
    measure = 'engagement_rate_median'
    and segmentation = 'follower_band'
    and to_date = (select version_date from delivery)
    and former_value is not null
    and value is not null
order by abs(value / nullif(former_value, 0) - 1) desc, segment asc
