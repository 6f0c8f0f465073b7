with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

judged_cells as (

    select
        rate_ratios.*,
        rate_ratios.known_label_author_count >= thresholds.lift_min_authors as is_common,
        rate_ratios.p_value < thresholds.calibration_p_value as is_alarm,
        rate_ratios.q_value < thresholds.discriminating_q_value
        and (
            rate_ratios.rate_ratio < thresholds.discriminating_min_ratio
            or rate_ratios.rate_ratio > thresholds.discriminating_max_ratio
        ) as is_telling
    from {{ ref('int_label_rate_ratios') }} as rate_ratios
    cross join thresholds

),

-- of the labels that enough authors show, those that some segment shows clearly more or less than the others do;
-- every common label counts below the line, so that cutting segments too fine to test earns nothing
powers as (

    select
        segmentation,
        shuffle_number,
        count(distinct case when is_common and is_telling then label_number end)
        / nullif(cast(count(distinct case when is_common then label_number end) as double), 0) as telling_share,
        sum(case when is_alarm then 1 else 0 end) / nullif(cast(count(p_value) as double), 0) as alarm_share
    from judged_cells
    group by segmentation, shuffle_number

),

discrimination as (

    select
        segmentation,
        'discriminating_power' as metric,
        telling_share as value
    from powers
    where shuffle_number = 0
    union all
    select
        segmentation,
        'discriminating_power_shuffled' as metric,
        {{ exact_mean('telling_share') }} as value
    from powers
    where shuffle_number > 0
    group by segmentation
    union all
    select
        segmentation,
        'false_alarm_share_shuffled' as metric,
        {{ exact_mean('alarm_share') }} as value
    from powers
    where shuffle_number > 0
    group by segmentation

)

select * from discrimination
