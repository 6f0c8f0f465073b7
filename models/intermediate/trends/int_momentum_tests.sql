-- did the same accounts change what they show, beyond what the season did a year ago? q values come with the family of each table
with terms as (

    select
        *,
        (
            select count(*) > 0 from {{ ref('int_trend_periods') }}
            where period = 'previous_year_ago'
        ) as has_year_ago
    from {{ ref('int_thresholds') }}

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
    series_kind,
    series_number,
    segment_number,
    segmentation,
    segment,
    recent_item_count,
    recent_base_item_count,
    recent_author_count,
    previous_item_count,
    previous_base_item_count,
    previous_author_count,
    same_authors_count,
    account_count,
    largest_author_share,
    reason,
    has_year_ago,
    is_tested_year_ago,
    change_year_ago,
    claim_q_value,
    claim_season_score,
    log_ratio_year_ago,
    log_change,
    log_change_error,
    log_ratio,
    standard_error,
    score,
    season_score,
    p_value
from {{ momentum_tests('series_segments', 'sums', ['series_kind', 'series_number', 'segment_number'], 'terms') }} as tests
