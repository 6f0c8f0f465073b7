-- which garment and pattern pairs move in the panel; q over all of them, chosen or not, or else the winner's curse comes in
with terms as (

    select
        thresholds.trend_min_authors,
        thresholds.trend_moving_q_value,
        thresholds.momentum_min_authors,
        thresholds.momentum_max_author_share,
        thresholds.momentum_claim_score,
        (
            select count(*) > 0 from {{ ref('int_trend_periods') }}
            where period = 'previous_year_ago'
        ) as has_year_ago
    from {{ ref('int_thresholds') }} as thresholds

),

author_counts as (

    select
        target_number,
        count(distinct author_id) as author_count
    from {{ ref('int_author_target_weeks') }}
    where target_number > 0
    group by target_number

),

base_sums as (

    select
        target_number,
        count(case when recent > 0 and previous > 0 then 1 end) as same_authors_count,
        count(case when recent_year_ago > 0 and previous_year_ago > 0 then 1 end) as same_authors_count_year_ago
    from {{ ref('int_momentum_author_periods') }}
    where series_kind = 'trend' and target_number < 0
    group by target_number

),

pairs as (

    select
        candidates.candidate_number as series_number,
        coalesce(base_sums.same_authors_count, 0) as same_authors_count,
        greatest(base_sums.same_authors_count, base_sums.same_authors_count_year_ago) as larger_count
    from {{ ref('int_trend_candidates') }} as candidates
    inner join author_counts on candidates.candidate_number = author_counts.target_number
    cross join terms
    left join base_sums on candidates.base_target_number = base_sums.target_number
    where candidates.is_pair and author_counts.author_count >= terms.trend_min_authors

),

sums as (

    select
        author_series.series_number,
        {{ momentum_sums('author_series') }}
    from {{ ref('int_momentum_author_series') }} as author_series
    where author_series.series_kind = 'trend' and author_series.series_number in (select series_number from pairs)
    group by author_series.series_number

),

tests as (

    select
        pair_tests.*,
        'pairs' as test_family,
        -- the direction alone is asked for; q is compared below
        1 as claim_q_value,
        terms.momentum_claim_score as claim_season_score
    from {{ momentum_tests('pairs', 'sums', ['series_number'], 'terms') }} as pair_tests
    cross join terms

),

moves as (

    select
        tests.series_number as candidate_number,
        tests.p_value,
        tests.q_value,
        coalesce(
            tests.q_value < terms.trend_moving_q_value and {{ momentum_direction('tests', '0') }} in ('rising', 'falling'), false
        ) as is_moving
    from {{ benjamini_hochberg('tests', 'p_value', 'test_family') }} as tests
    cross join terms

)

select * from moves
