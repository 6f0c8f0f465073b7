with ratios as (

    select * from {{ ref('int_trend_ratios') }}

)

select
    ratios.trend_id,
    ratios.segmentation,
    ratios.segment,
    cast(ratios.recent_item_count as bigint) as recent_item_count,
    cast(ratios.recent_base_item_count as bigint) as recent_base_item_count,
    cast(ratios.recent_author_count as bigint) as recent_author_count,
    ratios.recent_share,
    cast(ratios.previous_item_count as bigint) as previous_item_count,
    cast(ratios.previous_base_item_count as bigint) as previous_base_item_count,
    cast(ratios.previous_author_count as bigint) as previous_author_count,
    ratios.previous_share,
    exp(ratios.log_ratio) as ratio,
    exp(ratios.log_ratio - ratios.lift_interval_z * ratios.standard_error) as ci_low,
    exp(ratios.log_ratio + ratios.lift_interval_z * ratios.standard_error) as ci_high,
    cast(ratios.p_value as double) as p_value,
    cast(ratios.q_value as double) as q_value,
    case
        when ratios.q_value is null then null
        when ratios.q_value >= thresholds.discriminating_q_value then 'unclear'
        when ratios.log_ratio > 0 then 'rising'
        else 'falling'
    end as direction,
    ratios.ratio_year_ago,
    ratios.reason
from ratios
cross join {{ ref('int_thresholds') }} as thresholds
order by ratios.trend_id, ratios.segmentation, ratios.segment
