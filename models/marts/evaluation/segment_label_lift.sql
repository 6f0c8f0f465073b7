with rate_ratios as (

    select * from {{ ref('int_label_rate_ratios') }}
    where permutation_number = 0

),

labels as (

    select * from {{ ref('int_labels') }}

),

segment_detections as (

    select
        segmentation,
        segment,
        sum(detection_count) as detection_count
    from rate_ratios
    group by segmentation, segment

),

label_lift as (

    select
        rate_ratios.segmentation,
        rate_ratios.segment,
        labels.label_type,
        labels.label_name,
        labels.axis,
        labels.canonical_name,
        cast(rate_ratios.item_count as bigint) as item_count,
        cast(rate_ratios.label_author_count as bigint) as author_count,
        rate_ratios.effective_author_count,
        rate_ratios.rate as label_share,
        rate_ratios.log_rate_variance as log_share_variance,
        cast(rate_ratios.detection_count as double)
        / nullif(cast(segment_detections.detection_count as double), 0) as detection_share,
        case
            when rate_ratios.segment <> 'unknown'
                then coalesce(
                    cast(rate_ratios.label_author_count as double)
                    / nullif(cast(rate_ratios.known_label_author_count as double), 0)
                    / (cast(rate_ratios.segment_author_count as double) / cast(rate_ratios.known_author_count as double)),
                    0
                )
        end as naive_lift,
        rate_ratios.rate_ratio,
        rate_ratios.ci_low,
        rate_ratios.ci_high,
        rate_ratios.p_value,
        rate_ratios.q_value,
        rate_ratios.reason
    from rate_ratios
    inner join labels on rate_ratios.label_number = labels.label_number
    inner join segment_detections
        on
            rate_ratios.segmentation = segment_detections.segmentation
            and rate_ratios.segment = segment_detections.segment

)

select * from label_lift
order by segmentation, segment, label_type, label_name
