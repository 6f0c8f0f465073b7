with trend_labels as (

    select * from {{ ref('int_label_bitmasks') }}

),

combinations as (

    select
        *,
        row_number() over (order by label_a, label_b, label_c nulls first) as combination_number
    from {{ ref('int_label_combination_lifts') }}

),

combination_labels as (

    {% for label in ['label_a', 'label_b', 'label_c'] -%}
    select
        combination_number,
        {{ label }} as label_number
    from combinations
    where {{ label }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- one garment type, which stands among the labels or is implied by them, not both: that would be the shorter combination
based_combinations as (

    select
        combination_labels.combination_number,
        min(trend_labels.base_label_number) as base_label_number
    from combination_labels
    inner join trend_labels on combination_labels.label_number = trend_labels.label_number
    group by combination_labels.combination_number
    having
        min(trend_labels.base_label_number) = max(trend_labels.base_label_number)
        and (
            count(trend_labels.base_label_number) = 1
            or sum(case when trend_labels.label_number = trend_labels.base_label_number then 1 else 0 end) = 0
        )

),

all_labels as (

    select
        combination_number,
        base_label_number as label_number
    from based_combinations
    union
    select
        combination_labels.combination_number,
        combination_labels.label_number
    from combination_labels
    inner join based_combinations on combination_labels.combination_number = based_combinations.combination_number

),

label_keys as (

    select
        combination_number,
        {{ ordered_list('cast(label_number as string)') }} as label_key
    from all_labels
    group by combination_number

),

weighted_combinations as (

    select
        combinations.combination_number,
        combinations.label_a,
        combinations.label_b,
        combinations.label_c,
        combinations.item_count,
        combinations.lift,
        combinations.lift_among_alike,
        based_combinations.base_label_number,
        label_keys.label_key,
        combinations.lift > thresholds.trend_min_lift
        and combinations.lift_among_alike > thresholds.trend_min_lift as is_lifted,
        combinations.item_count * ln(combinations.lift_among_alike) as weight
    from combinations
    inner join based_combinations on combinations.combination_number = based_combinations.combination_number
    inner join label_keys on combinations.combination_number = label_keys.combination_number
    cross join {{ ref('int_thresholds') }} as thresholds

),

ranked_in_base as (

    select
        *,
        row_number() over (
            partition by base_label_number, is_lifted
            order by weight desc, combination_number asc
        ) as rank_in_base
    from weighted_combinations

),

-- a garment and a pattern on one item, unless the pattern stands on so many of these garments that it is their usual look
garment_pattern_pairs as (

    select combinations.combination_number
    from weighted_combinations as combinations
    inner join {{ ref('int_labels') }} as garments on combinations.base_label_number = garments.label_number
    inner join {{ ref('int_labels') }} as patterns
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

),

-- the heaviest of each garment type come first, then the second ones ..., so that the list is not all shoes
ranked_combinations as (

    select
        combinations.*,
        case
            when combinations.is_lifted
                then
                    row_number() over (
                        partition by combinations.is_lifted
                        order by combinations.rank_in_base asc, combinations.weight desc, combinations.combination_number asc
                    )
        end as mining_rank,
        pairs.combination_number is not null as is_pair
    from ranked_in_base as combinations
    left join garment_pattern_pairs as pairs on combinations.combination_number = pairs.combination_number

)

select * from ranked_combinations
