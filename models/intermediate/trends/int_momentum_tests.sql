-- did the same accounts change what they show, beyond what the season did a year ago? q values come with the family of each table
with terms as (

    select
        thresholds.momentum_min_authors,
        thresholds.momentum_max_author_share,
        thresholds.momentum_claim_q_value,
        thresholds.momentum_claim_score,
        (
            select count(*) > 0 from {{ ref('int_trend_periods') }}
            where period = 'previous_year_ago'
        ) as has_year_ago
    from {{ ref('int_thresholds') }} as thresholds

),

followed_series as (

    select * from {{ ref('int_momentum_series') }}
    where series_kind = 'label' or series_number in (select trend_number from {{ ref('int_trends') }})

),

series_segments as (

    select
        series.series_kind,
        series.series_number,
        segments.segment_number,
        segments.segmentation,
        segments.segment,
        coalesce(bases.recent_item_count, 0) as recent_base_item_count,
        coalesce(bases.previous_item_count, 0) as previous_base_item_count,
        coalesce(bases.same_authors_count, 0) as same_authors_count,
        greatest(bases.same_authors_count, bases.same_authors_count_year_ago) as larger_count
    from followed_series as series
    cross join {{ ref('int_trend_segments') }} as segments
    left join {{ ref('int_momentum_base_sums') }} as bases
        on
            series.series_kind = bases.series_kind
            and series.base_target_number = bases.base_target_number
            and segments.segment_number = bases.segment_number

),

sums as (

    select * from {{ ref('int_momentum_sums') }}

)

select
    tests.series_kind,
    tests.series_number,
    tests.segment_number,
    tests.segmentation,
    tests.segment,
    tests.recent_item_count,
    tests.recent_base_item_count,
    tests.recent_author_count,
    tests.previous_item_count,
    tests.previous_base_item_count,
    tests.previous_author_count,
    tests.same_authors_count,
    tests.account_count,
    tests.largest_author_share,
    tests.reason,
    tests.has_year_ago,
    tests.is_tested_year_ago,
    tests.change_year_ago,
    terms.momentum_claim_q_value as claim_q_value,
    terms.momentum_claim_score as claim_season_score,
    tests.log_ratio_year_ago,
    tests.log_change,
    tests.log_change_error,
    tests.log_ratio,
    tests.standard_error,
    tests.score,
    tests.season_score,
    tests.p_value
from {{ momentum_tests('series_segments', 'sums', ['series_kind', 'series_number', 'segment_number'], 'terms') }} as tests
cross join terms
