-- a garment and a pattern on one item, unless the pattern stands on so many of these garments that it is their usual look
with combinations as (

    select * from {{ ref('int_trend_combinations') }}

),

labels as (

    select * from {{ ref('int_labels') }}

),

garment_pattern_pairs as (

    select combinations.combination_number
    from combinations
    inner join labels as garments on combinations.base_label_number = garments.label_number
    inner join labels as patterns
        on
            patterns.label_number in (combinations.label_a, combinations.label_b)
            and garments.label_number <> patterns.label_number
    inner join {{ ref('int_label_model_counts') }} as garment_counts
        on
            garments.label_number = garment_counts.label_a
            and garment_counts.label_b is null
            and garment_counts.model_set = 0
    cross join {{ ref('int_thresholds') }} as thresholds
    where
        combinations.label_c is null
        and garments.axis = 'garment'
        and patterns.axis = 'pattern'
        and combinations.item_count <= thresholds.trend_pair_max_share * garment_counts.item_count

)

select * from garment_pattern_pairs
