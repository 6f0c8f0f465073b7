with candidate_labels as (

    select * from {{ ref('int_trend_candidate_labels') }}

),

trend_labels as (

    select * from {{ ref('int_label_bitmasks') }}

),

combinations as (

    select * from {{ ref('int_trend_combinations') }}

),

candidates as (

    select
        candidate_labels.trend_id,
        candidate_labels.origin,
        min(candidate_labels.mining_rank) as mining_rank,
        max(case when candidate_labels.is_base then candidate_labels.label_number end) as base_label_number,
        {{ ordered_list('cast(candidate_labels.label_number as string)') }} as label_key,
        {{ ordered_list("trend_labels.label_type || ':' || trend_labels.label_name") }} as labels
    from candidate_labels
    inner join trend_labels on candidate_labels.label_number = trend_labels.label_number
    group by candidate_labels.trend_id, candidate_labels.origin

),

author_counts as (

    select
        trend_label_sets.trend_id,
        count(distinct author_week_sets.author_id) as author_count,
        cast(sum(author_week_sets.item_count) as bigint) as item_count
    from {{ ref('int_author_week_sets') }} as author_week_sets
    inner join {{ ref('int_trend_label_sets') }} as trend_label_sets
        on author_week_sets.label_set_number = trend_label_sets.label_set_number
    group by trend_label_sets.trend_id

),

counted_candidates as (

    select
        candidates.trend_id,
        candidates.origin,
        candidates.mining_rank,
        candidates.base_label_number,
        candidates.label_key,
        candidates.labels,
        coalesce(author_counts.author_count, 0) as author_count,
        coalesce(author_counts.item_count, 0) as item_count,
        combinations.lift,
        combinations.lift_among_alike
    from candidates
    left join author_counts on candidates.trend_id = author_counts.trend_id
    left join combinations on candidates.label_key = combinations.label_key

),

named_keys as (

    select label_key from candidates
    where origin = 'named'

),

-- what has a name is not mined a second time
mined_trends as (

    select
        counted_candidates.*,
        row_number() over (order by counted_candidates.mining_rank) as place
    from counted_candidates
    cross join {{ ref('int_thresholds') }} as thresholds
    where
        counted_candidates.origin = 'mined'
        and counted_candidates.author_count >= thresholds.trend_min_authors
        and counted_candidates.label_key not in (select label_key from named_keys)

),

kept_trends as (

    select
        trend_id,
        cast(null as bigint) as place
    from counted_candidates
    where origin = 'named'
    union all
    select
        mined_trends.trend_id,
        mined_trends.place
    from mined_trends
    cross join {{ ref('int_thresholds') }} as thresholds
    where mined_trends.place <= thresholds.trend_max_mined

),

trends as (

    select
        row_number() over (order by counted_candidates.trend_id) as trend_number,
        counted_candidates.*,
        kept_trends.place
    from counted_candidates
    inner join kept_trends on counted_candidates.trend_id = kept_trends.trend_id

)

select * from trends
