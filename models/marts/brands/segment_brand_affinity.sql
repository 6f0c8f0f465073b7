{%- set sums = ['sum_x', 'sum_e', 'sum_xx', 'sum_xe', 'sum_ee', 'author_count', 'brand_author_count'] -%}

with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

cells as (

    select * from {{ ref('int_segment_brand_cells') }}

),

segment_brands as (

    select
        segments.segmentation,
        segments.segment,
        brands.brand,
        brands.prior_items
    from {{ ref('int_segments') }} as segments
    cross join {{ ref('int_brands') }} as brands
    where segments.segment <> 'unknown'

),

segment_sums as (

    select
        segmentation,
        segment,
        {% for column in sums -%}
        {{ exact_sum(column, 9) }} as {{ column }},
        {% endfor -%}
        brand
    from cells
    group by segmentation, segment, brand

),

known_sums as (

    select
        segmentation,
        {% for column in sums -%}
        {{ exact_sum(column, 9) }} as {{ column }},
        {% endfor -%}
        brand
    from cells
    group by segmentation, brand

),

compared_sums as (

    select
        segment_brands.*,
        {% for column in sums -%}
        coalesce(segment_sums.{{ column }}, 0.0) as {{ column }},
        coalesce(known_sums.{{ column }}, 0.0) - coalesce(segment_sums.{{ column }}, 0.0) as other_{{ column }},
        {% endfor -%}
        scores.z
    from segment_brands
    left join segment_sums
        on
            segment_brands.segmentation = segment_sums.segmentation
            and segment_brands.segment = segment_sums.segment
            and segment_brands.brand = segment_sums.brand
    left join known_sums
        on segment_brands.segmentation = known_sums.segmentation and segment_brands.brand = known_sums.brand
    left join {{ ref('int_segment_brand_scores') }} as scores
        on
            segment_brands.segmentation = scores.segmentation
            and segment_brands.segment = scores.segment
            and segment_brands.brand = scores.brand

),

reasoned_brands as (

    select
        compared_sums.*,
        thresholds.lift_interval_z,
        case
            when sum_e <= 0 then 'no_exposure'
            when brand_author_count + other_brand_author_count < thresholds.lift_min_authors then 'too_few_authors'
            when brand_author_count < greatest(thresholds.lift_min_segment_authors, 1) then 'too_few_authors_in_segment'
            when other_sum_x <= 0 then 'shown_by_no_other_segment'
            when z is null then 'no_variation'
        end as reason
    from compared_sums
    cross join thresholds

),

rated_brands as (

    select
        *,
        case when reason is null then ln(sum_x / sum_e) - ln(other_sum_x / other_sum_e) end as log_ratio,
        case
            when reason is null
                then sqrt(
                    {{ expected_ratio_variance('', 'prior_items') }}
                    + {{ expected_ratio_variance('other_', 'prior_items') }}
                )
        end as standard_error,
        case when reason is null then 2 * {{ normal_tail('abs(z)') }} end as p_value
    from reasoned_brands

)

select
    segmentation,
    segment,
    brand,
    cast(sum_x as bigint) as item_count,
    cast(brand_author_count as bigint) as author_count,
    cast(sum_e as double) as expected_items,
    exp(log_ratio) as rate_ratio,
    exp(log_ratio - lift_interval_z * standard_error) as ci_low,
    exp(log_ratio + lift_interval_z * standard_error) as ci_high,
    p_value,
    q_value,
    reason
from {{ benjamini_hochberg('rated_brands', 'p_value', 'segmentation') }} as tested_brands
order by segmentation, segment, brand
