-- whatever may become a trend, with a number; a number holds for one build only
with candidate_labels as (

    select * from {{ ref('int_trend_candidate_labels') }}

),

trend_labels as (

    select * from {{ ref('int_label_bitmasks') }}

),

labelled_candidates as (

    select
        candidate_labels.trend_id,
        candidate_labels.origin,
        min(candidate_labels.mining_rank) as mining_rank,
        max(case when candidate_labels.is_pair then 1 else 0 end) = 1 as is_pair,
        max(case when candidate_labels.is_base then candidate_labels.label_number end) as base_label_number,
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
    left join {{ ref('int_trend_combinations') }} as combinations on labelled_candidates.label_key = combinations.label_key

)

select * from candidates
