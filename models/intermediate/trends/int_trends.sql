-- what is followed: the named ones, the lifted combinations, and of each garment the pairs that move, else the most worn
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

author_counts as (

    select
        target_number,
        count(distinct author_id) as author_count,
        sum(item_count) as item_count
    from {{ ref('int_author_target_weeks') }}
    group by target_number

),

counted_candidates as (

    select
        candidates.*,
        coalesce(author_counts.author_count, 0) as author_count,
        coalesce(author_counts.item_count, 0) as item_count
    from {{ ref('int_trend_candidates') }} as candidates
    left join author_counts on candidates.candidate_number = author_counts.target_number

),

named_candidates as (

    select * from counted_candidates
    where origin = 'named'

),

-- what has a name is not mined a second time
mined_candidates as (

    select candidates.*
    from counted_candidates as candidates
    cross join thresholds
    where
        candidates.origin = 'mined'
        and candidates.author_count >= thresholds.trend_min_authors
        and candidates.label_key not in (select label_key from named_candidates)

),

lifted_candidates as (

    select
        candidate_number,
        row_number() over (order by mining_rank) as place
    from mined_candidates
    where mining_rank is not null

),

lifted_trends as (

    select lifted_candidates.*
    from lifted_candidates
    cross join thresholds
    where lifted_candidates.place <= thresholds.trend_max_mined

),

ranked_in_garment as (

    select
        pairs.candidate_number,
        moves.q_value as pair_q_value,
        case when moves.is_moving then 'moving' else 'worn' end as mined_because,
        row_number() over (
            partition by pairs.base_label_number
            order by
                case when moves.is_moving then moves.p_value end asc nulls last,
                pairs.author_count desc,
                pairs.candidate_number asc
        ) as place
    from mined_candidates as pairs
    left join {{ ref('int_trend_pair_moves') }} as moves on pairs.candidate_number = moves.candidate_number
    where
        pairs.is_pair
        and pairs.candidate_number not in (select candidate_number from lifted_trends)

),

kept_trends as (

    select
        candidate_number,
        'named' as mined_because,
        cast(null as bigint) as place,
        cast(null as double) as pair_q_value
    from named_candidates
    union all
    select
        candidate_number,
        'lifted' as mined_because,
        place,
        cast(null as double) as pair_q_value
    from lifted_trends
    union all
    select
        pairs.candidate_number,
        pairs.mined_because,
        pairs.place,
        pairs.pair_q_value
    from ranked_in_garment as pairs
    cross join thresholds
    where pairs.place <= thresholds.trend_pairs_per_garment

),

trends as (

    select
        kept_trends.candidate_number as trend_number,
        candidates.trend_id,
        candidates.origin,
        kept_trends.mined_because,
        candidates.base_label_number,
        candidates.base_target_number,
        candidates.labels,
        candidates.author_count,
        candidates.item_count,
        candidates.lift,
        candidates.lift_among_alike,
        kept_trends.place,
        kept_trends.pair_q_value
    from counted_candidates as candidates
    inner join kept_trends on candidates.candidate_number = kept_trends.candidate_number

)

select * from trends
