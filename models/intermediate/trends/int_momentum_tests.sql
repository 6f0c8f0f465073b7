{%- set relative_square = "p2p2 / (p2 * p2) + p1p1 / (p1 * p1) - 2 * p1p2 / (p1 * p2)" -%}
{%- set season_square = "r2r2 / (r2 * r2) + r1r1 / (r1 * r1) - 2 * r1r2 / (r1 * r2)" -%}
{%- set cross_terms = "p2r2 / (p2 * r2) - p2r1 / (p2 * r1) - p1r2 / (p1 * r2) + p1r1 / (p1 * r1)" -%}

-- did the same accounts change what they show, beyond what the season did a year ago? q values come with the family of each table
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

calendar_size as (

    select count(*) as week_count from {{ ref('int_weeks') }}
    where is_in_calendar

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
    from {{ ref('int_momentum_series') }} as series
    cross join {{ ref('int_trend_segments') }} as segments
    left join {{ ref('int_momentum_base_sums') }} as bases
        on
            series.series_kind = bases.series_kind
            and series.base_target_number = bases.base_target_number
            and segments.segment_number = bases.segment_number

),

reasons as (

    select
        series_segments.*,
        coalesce(sums.recent_item_count, 0) as recent_item_count,
        coalesce(sums.previous_item_count, 0) as previous_item_count,
        coalesce(sums.recent_author_count, 0) as recent_author_count,
        coalesce(sums.previous_author_count, 0) as previous_author_count,
        coalesce(sums.account_count, 0) as account_count,
        sums.largest_author / nullif(sums.p1 + sums.p2, 0) as largest_author_share,
        case
            when coalesce(sums.account_count, 0) < thresholds.momentum_min_authors then 'too_few_accounts'
            when sums.largest_author / (sums.p1 + sums.p2) > thresholds.momentum_max_author_share then 'one_account'
        end as reason,
        coalesce(sums.account_count_year_ago, 0) >= thresholds.momentum_min_authors as is_tested_year_ago,
        calendar_size.week_count >= thresholds.momentum_season_weeks
        + thresholds.momentum_weeks
        + thresholds.momentum_reference_weeks as has_year_ago,
        nullif(sums.p2, 0) as p2,
        nullif(sums.p1, 0) as p1,
        nullif(sums.r2, 0) as r2,
        nullif(sums.r1, 0) as r1,
        sums.r2 - sums.r1 as change_year_ago,
        case when sums.dd > 0 then (sums.p2 - sums.p1) / sqrt(sums.dd) else 0 end as score,
        {% for term in ['p2p2', 'p1p1', 'p1p2', 'r2r2', 'r1r1', 'r1r2', 'p2r2', 'p2r1', 'p1r2', 'p1r1'] -%}
        sums.{{ term }},
        {% endfor -%}
        thresholds.momentum_claim_q_value as claim_q_value,
        thresholds.momentum_claim_score as claim_season_score
    from series_segments
    cross join thresholds
    cross join calendar_size
    left join {{ ref('int_momentum_sums') }} as sums
        on
            series_segments.series_kind = sums.series_kind
            and series_segments.series_number = sums.series_number
            and series_segments.segment_number = sums.segment_number

),

ratios as (

    select
        *,
        ln(p2 / p1) as log_ratio,
        sqrt(greatest({{ relative_square }}, 0) * same_authors_count / nullif(same_authors_count - 1.0, 0)) as standard_error,
        case when is_tested_year_ago then ln(r2 / r1) end as log_ratio_year_ago,
        case when is_tested_year_ago then ln(p2 / p1) - ln(r2 / r1) end as log_change,
        sqrt(
            greatest({{ relative_square }} + {{ season_square }} - 2 * ({{ cross_terms }}), 0)
            * larger_count / nullif(larger_count - 1.0, 0)
        ) as log_change_error
    from reasons

),

tests as (

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
        case when reason is null then log_ratio end as log_ratio,
        case when reason is null then standard_error end as standard_error,
        case when reason is null then score end as score,
        case when reason is null then log_change / nullif(log_change_error, 0) end as season_score,
        case when reason is null then 2 * {{ normal_tail('abs(score)') }} end as p_value
    from ratios

)

select * from tests
