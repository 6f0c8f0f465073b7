with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

-- who declines to answer is no segment: that accounts without fashion show other labels is no merit of a segmentation
segments as (

    select
        *,
        sum(case when state = 'assigned' then 1 else 0 end) over (partition by segmentation) as assigned_segment_count
    from {{ ref('int_segments') }}

),

tested_cells as (

    select
        rate_ratios.*,
        segments.assigned_segment_count,
        rate_ratios.known_label_author_count >= thresholds.lift_min_authors as is_common,
        rate_ratios.p_value < thresholds.calibration_p_value as is_alarm,
        segments.state = 'assigned'
        and rate_ratios.q_value < thresholds.discriminating_q_value
        and (
            rate_ratios.rate_ratio < thresholds.discriminating_min_ratio
            or rate_ratios.rate_ratio > thresholds.discriminating_max_ratio
        ) as is_discriminating
    from {{ ref('int_label_rate_ratios') }} as rate_ratios
    cross join thresholds
    inner join segments
        on rate_ratios.segmentation = segments.segmentation and rate_ratios.segment = segments.segment

),

-- of the labels that enough authors show, those that some segment shows clearly more or less than the others do;
-- every common label counts below the line, so that cutting segments too fine to test earns nothing
powers as (

    select
        segmentation,
        permutation_number,
        case
            when max(assigned_segment_count) >= 2
                then
                    count(distinct case when is_common and is_discriminating then label_number end)
                    / nullif(cast(count(distinct case when is_common then label_number end) as double), 0)
        end as discriminating_share,
        sum(case when is_alarm then 1 else 0 end) / nullif(cast(count(p_value) as double), 0) as alarm_share
    from tested_cells
    group by segmentation, permutation_number

),

discrimination as (

    select
        segmentation,
        'discriminating_power' as metric,
        discriminating_share as value
    from powers
    where permutation_number = 0
    union all
    select
        segmentation,
        'discriminating_power_permutation_baseline' as metric,
        {{ exact_mean('discriminating_share') }} as value
    from powers
    where permutation_number > 0
    group by segmentation
    union all
    select
        segmentation,
        'false_alarm_share_permutation_baseline' as metric,
        {{ exact_mean('alarm_share') }} as value
    from powers
    where permutation_number > 0
    group by segmentation

)

select * from discrimination
