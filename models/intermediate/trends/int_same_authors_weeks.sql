-- items of an account in a week ~ Poisson(garments * its own rate * theta of the week), within a segment: theta is free of who
-- joins and leaves. Two passes, begun at the share of all accounts
with members as (

    select * from {{ ref('int_same_authors_members') }}

),

cells as (

    select
        trends.trend_number,
        worn.segment_number,
        worn.week,
        worn.item_count as n,
        coalesce(shown.item_count, 0) as x,
        (coalesce(shown.item_count, 0) + thresholds.trend_line_zero_items) / worn.item_count as theta,
        row_number() over (order by trends.trend_number, worn.segment_number, worn.week) as cell_number
    from {{ ref('int_trends') }} as trends
    inner join {{ ref('int_trend_segment_weeks') }} as worn on trends.base_target_number = worn.target_number
    inner join {{ ref('int_weeks') }} as calendar on worn.week = calendar.week and calendar.is_in_calendar
    cross join {{ ref('int_thresholds') }} as thresholds
    left join {{ ref('int_trend_segment_weeks') }} as shown
        on
            trends.trend_number = shown.target_number
            and worn.segment_number = shown.segment_number
            and worn.week = shown.week
    where worn.segment_number in (select segment_number from members)

),

-- small numbers instead of keys of three columns halve the cost of the passes
exposures as (

    select
        cast(members.member_number as integer) as member_number,
        cast(cells.cell_number as integer) as cell_number,
        exposures.base_item_count,
        exposures.week_item_count
    from {{ ref('int_same_authors_exposures') }} as exposures
    inner join members on exposures.trend_number = members.trend_number and exposures.author_id = members.author_id
    inner join cells
        on
            exposures.trend_number = cells.trend_number
            and members.segment_number = cells.segment_number
            and exposures.week = cells.week

),

{% for pass in [1, 2] -%}
sums_{{ pass }} as (

    select
        exposures.member_number,
        {{ exact_small_sum('exposures.base_item_count * former.theta') }} as base_item_sum
    from exposures
    inner join {{ 'cells' if pass == 1 else 'theta_1' }} as former on exposures.cell_number = former.cell_number
    group by exposures.member_number

),

rates_{{ pass }} as (

    select
        sums.member_number,
        members.item_count / sums.base_item_sum as rate
    from sums_{{ pass }} as sums
    inner join members on sums.member_number = members.member_number

),

expected_{{ pass }} as (

    select
        exposures.cell_number,
        {{ exact_small_sum('exposures.base_item_count * rates.rate') }} as expected,
        sum(exposures.week_item_count) as x
    from exposures
    inner join rates_{{ pass }} as rates on exposures.member_number = rates.member_number
    group by exposures.cell_number

),

theta_{{ pass }} as (

    select
        expected.cell_number,
        (expected.x + thresholds.trend_line_zero_items) / expected.expected as theta,
        case when expected.expected >= thresholds.trend_line_min_expected then expected.x / expected.expected end as week_level
    from expected_{{ pass }} as expected
    cross join {{ ref('int_thresholds') }} as thresholds

),

{% endfor -%}
lines as (

    select
        cells.trend_number,
        cells.segment_number,
        cells.week,
        cells.n,
        cells.x,
        theta_2.week_level
    from cells
    inner join theta_2 on cells.cell_number = theta_2.cell_number
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
