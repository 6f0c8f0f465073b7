-- One row per band and label: how much more often the band's accounts ever show it, beside how much more often per item.
with lifts as (

    select * from marts.segment_label_lift
    where segmentation = 'follower_band' and reason is null

)

select
    segment as band,
    label_type,
    label_name,
    author_count,
    naive_lift,
    rate_ratio,
    ci_low,
    ci_high,
    case
        when ci_low > 1 then 'more per item'
        when ci_high < 1 then 'less per item'
        else 'not significant'
    end as verdict
from lifts
where naive_lift > 0 and rate_ratio > 0
order by segment asc, label_type asc, label_name asc
