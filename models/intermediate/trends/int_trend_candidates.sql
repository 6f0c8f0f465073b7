-- whatever may become a trend, with a number; a number holds for one build only
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

trend_labels as (

    select * from {{ ref('int_label_bitmasks') }}

),

combinations as (

    select * from {{ ref('int_trend_combinations') }}

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
    cross join thresholds
    inner join trend_labels
        on trend_labels.label_number in (
            combinations.base_label_number, combinations.label_a, combinations.label_b, combinations.label_c
        )
    where
        combinations.mining_rank <= thresholds.trend_max_mined * thresholds.trend_shortlist_ratio
        or combinations.is_pair

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

),

labelled_candidates as (

    select
        candidate_labels.trend_id,
        candidate_labels.origin,
        min(candidate_labels.mining_rank) as mining_rank,
        max(case when candidate_labels.is_pair then 1 else 0 end) = 1 as is_pair,
        max(case when candidate_labels.is_base then candidate_labels.label_number end) as base_label_number,
        -- one label beside the garment type leads to the few sets that are worth looking into
        coalesce(
            max(case when not candidate_labels.is_base then candidate_labels.label_number end),
            max(candidate_labels.label_number)
        ) as leading_label_number,
        {% for bitmask_number in range(4) -%}
        {{ set_union_of_rows('trend_labels.label_bitmask_' ~ bitmask_number) }} as label_bitmask_{{ bitmask_number }},
        {% endfor -%}
        {{ ordered_list('cast(candidate_labels.label_number as string)') }} as label_key,
        {{ ordered_list("trend_labels.label_type || ':' || trend_labels.label_name") }} as labels
    from candidate_labels
    inner join trend_labels on candidate_labels.label_number = trend_labels.label_number
    group by candidate_labels.trend_id, candidate_labels.origin

),

candidates as (

    select
        row_number() over (order by labelled_candidates.trend_id, labelled_candidates.origin) as candidate_number,
        labelled_candidates.*,
        -labelled_candidates.base_label_number as base_target_number,
        combinations.lift,
        combinations.lift_among_alike
    from labelled_candidates
    left join combinations on labelled_candidates.label_key = combinations.label_key

)

select * from candidates
