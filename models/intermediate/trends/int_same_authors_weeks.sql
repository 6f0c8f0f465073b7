-- items of an account in a week ~ Poisson(garments * its own rate * theta of the week), within a segment: theta is free of who
-- joins and leaves. Two passes, begun at the share of all accounts
with lines as (

    select * from {{ ref('int_same_authors_lines') }}

),

cells as (

    select
        lines.trend_number,
        lines.segment_number,
        worn.week,
        cast(lines.cells_before + calendar.week_number as integer) as cell_number,
        worn.item_count as n,
        coalesce(shown.item_count, 0) as x,
        (coalesce(shown.item_count, 0) + thresholds.trend_line_zero_items) / worn.item_count as theta
    from lines
    inner join {{ ref('int_trend_segment_weeks') }} as worn
        on lines.segment_number = worn.segment_number and lines.base_target_number = worn.target_number
    inner join {{ ref('int_weeks') }} as calendar on worn.week = calendar.week and calendar.is_in_calendar
    cross join {{ ref('int_thresholds') }} as thresholds
    left join {{ ref('int_trend_segment_weeks') }} as shown
        on
            lines.segment_number = shown.segment_number
            and lines.trend_number = shown.target_number
            and worn.week = shown.week

),

members as (

    select
        trend_users.user_number,
        trend_users.item_count,
        lines.cells_before,
        cast(row_number() over (order by trend_users.user_number, lines.segment_number) as integer) as member_number
    from {{ ref('int_same_authors_users') }} as trend_users
    inner join {{ ref('int_trend_authors') }} as authors on trend_users.author_id = authors.author_id
    inner join {{ ref('int_trend_group_segments') }} as group_segments on authors.group_number = group_segments.group_number
    inner join lines on trend_users.trend_number = lines.trend_number and group_segments.segment_number = lines.segment_number

),

exposures as (

    select
        members.member_number,
        cast(members.cells_before + exposures.week_number as integer) as cell_number,
        exposures.base_item_count,
        exposures.item_count
    from {{ ref('int_same_authors_exposures') }} as exposures
    inner join members on exposures.user_number = members.user_number

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
        {% if pass == 1 -%}
        {{ whole_sum('exposures.item_count') }} as x,
        {% endif -%}
        {{ exact_small_sum('exposures.base_item_count * rates.rate') }} as expected
    from exposures
    inner join rates_{{ pass }} as rates on exposures.member_number = rates.member_number
    group by exposures.cell_number

),

theta_{{ pass }} as (

    select
        expected.cell_number,
        (shown.x + thresholds.trend_line_zero_items) / expected.expected as theta,
        case when expected.expected >= thresholds.trend_line_min_expected then shown.x / expected.expected end as week_level
    from expected_{{ pass }} as expected
    inner join expected_1 as shown on expected.cell_number = shown.cell_number
    cross join {{ ref('int_thresholds') }} as thresholds

),

{% endfor -%}
levels as (

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
    from levels
    group by trend_number, segment_number

)

select
    levels.trend_number,
    levels.segment_number,
    levels.week,
    levels.week_level * scales.scale as same_authors_share
from levels
inner join scales on levels.trend_number = scales.trend_number and levels.segment_number = scales.segment_number
