with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

label_comparisons as (

    select * from {{ ref('int_label_comparisons') }}

),

measured_comparisons as (

    select
        label_comparisons.*,
        case
            when label_comparisons.segment = 'unknown' then 'unknown_segment'
            when label_comparisons.known_label_author_count < thresholds.lift_min_authors then 'too_few_authors'
            when label_comparisons.label_author_count < greatest(thresholds.lift_min_segment_authors, 1)
                then 'too_few_authors_in_segment'
            when label_comparisons.author_count < 2 or label_comparisons.other_author_count < 2 then 'too_few_authors_to_compare'
            when label_comparisons.other_sum_x = 0 then 'shown_by_no_other_segment'
        end as count_reason,
        thresholds.lift_interval_z,
        cast(label_comparisons.sum_x as double) / nullif(cast(label_comparisons.sum_n as double), 0) as rate,
        cast(label_comparisons.other_sum_x as double) / nullif(cast(label_comparisons.other_sum_n as double), 0) as other_rate,
        {{ relative_variance('sum_x', 'sum_n', 'sum_xx', 'sum_xn', 'sum_nn', 'author_count') }} as variance,
        {{ relative_variance(
            'other_sum_x', 'other_sum_n', 'other_sum_xx', 'other_sum_xn', 'other_sum_nn', 'other_author_count'
        ) }} as other_variance
    from label_comparisons
    cross join thresholds

),

reasoned_comparisons as (

    select
        *,
        case
            when count_reason is not null then count_reason
            when coalesce(variance + other_variance, 0) = 0 then 'no_variation'
        end as reason
    from measured_comparisons

),

rate_ratios as (

    select
        *,
        case when reason is null then rate / other_rate end as rate_ratio,
        case when reason is null then ln(rate / other_rate) end as log_ratio,
        case when reason is null then sqrt(variance + other_variance) end as standard_error,
        {{ welch_satterthwaite(
            'variance', effective_residuals('', 'variance', 'author_count'),
            'other_variance', effective_residuals('other_', 'other_variance', 'other_author_count')
        ) }} as degrees_of_freedom
    from reasoned_comparisons

),

scored_ratios as (

    select
        *,
        {{ student_score('log_ratio / standard_error', 'degrees_of_freedom') }} as score,
        {{ student_width('lift_interval_z', 'degrees_of_freedom') }} * standard_error as half_width
    from rate_ratios

),

tested_ratios as (

    select
        *,
        2 * {{ normal_tail('score') }} as p_value
    from scored_ratios

),

evaluated_ratios as (

    select
        permutation_number,
        segmentation,
        segment,
        label_number,
        author_count as segment_author_count,
        known_author_count,
        known_label_author_count,
        label_author_count,
        sum_x as item_count,
        detection_count,
        coalesce(power(cast(sum_x as double), 2) / nullif(cast(sum_xx as double), 0), 0) as effective_author_count,
        rate,
        variance as log_rate_variance,
        rate_ratio,
        exp(log_ratio - half_width) as ci_low,
        exp(log_ratio + half_width) as ci_high,
        p_value,
        q_value,
        reason
    from {{ benjamini_hochberg('tested_ratios', 'p_value', 'permutation_number, segmentation') }} as evaluated

)

select * from evaluated_ratios
