-- which garment and pattern pairs move in the panel; q over all of them, chosen or not, or else the winner's curse comes in
with candidates as (

    select * from {{ ref('int_trend_candidates') }}
    where is_pair

),

author_counts as (

    select
        target_number,
        count(distinct author_id) as author_count
    from {{ ref('int_author_target_weeks') }}
    where target_number > 0
    group by target_number

),

tested_pairs as (

    select
        candidates.candidate_number,
        tests.*
    from candidates
    inner join author_counts on candidates.candidate_number = author_counts.target_number
    inner join {{ ref('int_momentum_tests') }} as tests
        on tests.series_kind = 'trend' and candidates.candidate_number = tests.series_number
    cross join {{ ref('int_thresholds') }} as thresholds
    where
        author_counts.author_count >= thresholds.trend_min_authors
        and tests.segmentation = 'panel'

),

moves as (

    select
        tests.candidate_number,
        tests.p_value,
        tests.q_value,
        coalesce(
            tests.q_value < thresholds.trend_moving_q_value
            and {{ momentum_direction('tests', '0') }} in ('rising', 'falling'), false
        ) as is_moving
    from {{ benjamini_hochberg('tested_pairs', 'p_value', 'segmentation') }} as tests
    cross join {{ ref('int_thresholds') }} as thresholds

)

select * from moves
