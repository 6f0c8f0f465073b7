-- items of an account in a week ~ Poisson(garments * its own rate * theta of the week), within a segment: theta is free of who
-- joins and leaves. Two passes, begun at the share of all accounts
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

segments as (

    select
        segment_authors.segment_number,
        segment_authors.author_id
    from {{ ref('int_segment_authors') }} as segment_authors
    inner join {{ ref('int_trend_segments') }} as segments on segment_authors.segment_number = segments.segment_number
    where segments.in_same_authors_lines
    union all
    -- the panel always: which trends rise is asked of its line
    select
        segments.segment_number,
        authors.author_id
    from {{ ref('int_trend_authors') }} as authors
    inner join {{ ref('int_trend_segments') }} as segments on segments.segmentation = 'panel'

),

exposures as (

    select
        exposures.*,
        segments.segment_number
    from {{ ref('int_same_authors_exposures') }} as exposures
    inner join segments on exposures.author_id = segments.author_id

),

theta_0 as (

    select
        trends.trend_number,
        worn.segment_number,
        worn.week,
        cast(worn.item_count as double) as n,
        cast(coalesce(shown.item_count, 0) as double) as x,
        (coalesce(shown.item_count, 0) + thresholds.trend_line_zero_items) / worn.item_count as theta
    from {{ ref('int_trends') }} as trends
    inner join {{ ref('int_trend_segment_weeks') }} as worn on trends.base_target_number = worn.target_number
    inner join {{ ref('int_weeks') }} as calendar on worn.week = calendar.week and calendar.is_in_calendar
    cross join thresholds
    left join {{ ref('int_trend_segment_weeks') }} as shown
        on
            trends.trend_number = shown.target_number
            and worn.segment_number = shown.segment_number
            and worn.week = shown.week
    where worn.segment_number in (select segment_number from segments)

),

{% for pass in [1, 2] -%}
rates_{{ pass }} as (

    select
        exposures.trend_number,
        exposures.segment_number,
        exposures.author_id,
        max(exposures.item_count) / {{ exact_small_sum('exposures.base_item_count * theta.theta') }} as rate
    from exposures
    inner join theta_{{ pass - 1 }} as theta
        on
            exposures.trend_number = theta.trend_number
            and exposures.segment_number = theta.segment_number
            and exposures.week = theta.week
    group by exposures.trend_number, exposures.segment_number, exposures.author_id

),

expected_{{ pass }} as (

    select
        exposures.trend_number,
        exposures.segment_number,
        exposures.week,
        {{ exact_small_sum('exposures.base_item_count * rates.rate') }} as expected,
        sum(exposures.week_item_count) as x
    from exposures
    inner join rates_{{ pass }} as rates
        on
            exposures.trend_number = rates.trend_number
            and exposures.segment_number = rates.segment_number
            and exposures.author_id = rates.author_id
    group by exposures.trend_number, exposures.segment_number, exposures.week

),

theta_{{ pass }} as (

    select
        expected.trend_number,
        expected.segment_number,
        expected.week,
        (expected.x + thresholds.trend_line_zero_items) / expected.expected as theta,
        case when expected.expected >= thresholds.trend_line_min_expected then expected.x / expected.expected end as week_level
    from expected_{{ pass }} as expected
    cross join thresholds

),

{% endfor -%}
lines as (

    select
        all_accounts.trend_number,
        all_accounts.segment_number,
        all_accounts.week,
        all_accounts.n,
        all_accounts.x,
        theta_2.week_level
    from theta_0 as all_accounts
    inner join theta_2
        on
            all_accounts.trend_number = theta_2.trend_number
            and all_accounts.segment_number = theta_2.segment_number
            and all_accounts.week = theta_2.week
    where theta_2.week_level is not null

),

-- so that the line, weighed by all items of the garment, has the mean share of all accounts
scales as (

    select
        trend_number,
        segment_number,
        sum(x) / nullif({{ exact_sum('week_level * n') }}, 0) as scale
    from lines
    group by trend_number, segment_number

)

select
    lines.trend_number,
    lines.segment_number,
    lines.week,
    lines.week_level * scales.scale as same_authors_share
from lines
inner join scales on lines.trend_number = scales.trend_number and lines.segment_number = scales.segment_number
