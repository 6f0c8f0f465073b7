-- ln of each value less ln of the value one season ago, or one week ago where there are no two years
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

series as (

    select * from {{ ref('int_lead_series') }}

),

-- a logarithm knows no zero: a series that has one is raised, in all its weeks, by half of its smallest value above zero
offsets as (

    select
        series_id,
        panel,
        case when min(value) = 0 then min(case when value > 0 then value end) / 2 else 0 end as zero_offset
    from series
    group by series_id, panel

),

spans as (

    select
        series.origin,
        {{ seconds_between('cast(min(series.week) as timestamp)', 'cast(max(series.week) as timestamp)') }} / 604800 + 1
            as week_count
    from series
    group by series.origin

),

gaps as (

    select
        spans.origin,
        case
            when spans.week_count >= 2 * thresholds.lead_season_weeks then thresholds.lead_season_weeks
            else 1
        end as gap_weeks
    from spans
    cross join thresholds

),

log_values as (

    select
        series.series_id,
        series.origin,
        series.series_group,
        series.panel,
        series.week,
        gaps.gap_weeks,
        ln(series.value + offsets.zero_offset) as log_value
    from series
    inner join offsets on series.series_id = offsets.series_id and series.panel = offsets.panel
    inner join gaps on series.origin = gaps.origin
    where series.value + offsets.zero_offset > 0

),

changes as (

    select
        later.series_id,
        later.origin,
        later.series_group,
        later.panel,
        later.week,
        later.log_value - earlier.log_value as log_change
    from log_values as later
    inner join log_values as earlier
        on
            later.series_id = earlier.series_id
            and later.panel = earlier.panel
            and later.week = {{ weeks_later('earlier.week', 'earlier.gap_weeks') }}

)

select * from changes
