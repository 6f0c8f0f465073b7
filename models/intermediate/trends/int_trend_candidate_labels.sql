with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

trend_labels as (

    select * from {{ ref('int_label_bitmasks') }}

),

combinations as (

    select
        combinations.*,
        pairs.combination_number is not null as is_pair
    from {{ ref('int_trend_combinations') }} as combinations
    left join {{ ref('int_garment_pattern_pairs') }} as pairs on combinations.combination_number = pairs.combination_number
    cross join thresholds
    where
        combinations.mining_rank <= thresholds.trend_max_mined * thresholds.trend_shortlist_ratio
        or pairs.combination_number is not null

),

named_labels as (

    select
        definitions.trend_id,
        'named' as origin,
        cast(null as bigint) as mining_rank,
        false as is_pair,
        trend_labels.label_number,
        definitions.is_base
    from {{ ref('trend_definitions') }} as definitions
    inner join trend_labels
        on definitions.label_type = trend_labels.label_type and definitions.label_name = trend_labels.label_name

),

mined_labels as (

    select
        combinations.combination_number,
        combinations.mining_rank,
        combinations.is_pair,
        trend_labels.label_number,
        trend_labels.label_name,
        trend_labels.label_number = combinations.base_label_number as is_base
    from combinations
    inner join trend_labels
        on trend_labels.label_number in (
            combinations.base_label_number, combinations.label_a, combinations.label_b, combinations.label_c
        )

),

mined_names as (

    select
        combination_number,
        max(case when is_base then label_name end)
        || '__'
        || replace({{ ordered_list('case when not is_base then label_name end') }}, ',', '__') as trend_id
    from mined_labels
    group by combination_number

),

candidate_labels as (

    select * from named_labels
    union all
    select
        mined_names.trend_id,
        'mined' as origin,
        mined_labels.mining_rank,
        mined_labels.is_pair,
        mined_labels.label_number,
        mined_labels.is_base
    from mined_labels
    inner join mined_names on mined_labels.combination_number = mined_names.combination_number
    -- a name that somebody gave stands for what it was given to
    where mined_names.trend_id not in (select trend_id from {{ ref('trend_definitions') }})

)

select * from candidate_labels
