-- One row per band and label of fashion: how much more often the band's accounts ever show it, beside how much more often per
-- item. The ten points that lie farthest from "as often as the others" by either measure bear their name.
with lifts as (

    select * from marts.segment_label_lift
    where segmentation = 'follower_band' and reason is null and naive_lift > 0 and rate_ratio > 0

),

labels as (

    select * from display_names
    where is_fashion

),

claim as (

    select value as q_value from seeds.thresholds
    where threshold_name = 'discriminating_q_value'

),

told_lifts as (

    select
        lifts.segment as band,
        labels.label_title,
        lifts.label_type,
        lifts.label_name,
        lifts.author_count,
        lifts.naive_lift,
        lifts.rate_ratio,
        lifts.ci_low,
        lifts.ci_high,
        lifts.q_value,
        case
            when lifts.q_value < claim.q_value and lifts.rate_ratio > 1 then 'more per item'
            when lifts.q_value < claim.q_value and lifts.rate_ratio < 1 then 'less per item'
            else 'no clear difference'
        end as verdict,
        row_number() over (
            order by
                greatest(abs(ln(lifts.naive_lift)), abs(ln(lifts.rate_ratio))) desc,
                lifts.segment asc,
                lifts.label_type asc,
                lifts.label_name asc
        ) as distance_rank
    from lifts
    inner join labels on lifts.label_type = labels.label_type and lifts.label_name = labels.label_name
    cross join claim

)

select
    *,
    case when distance_rank <= 10 then label_title || ', ' || band end as shown_name
from told_lifts
order by band asc, label_type asc, label_name asc
