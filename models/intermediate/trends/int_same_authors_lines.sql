-- each line has as many numbers as the calendar has weeks: numbers of one column halve the cost of the passes
with calendar as (

    select count(*) as week_count
    from {{ ref('int_weeks') }}
    where is_in_calendar

),

lines as (

    select
        trends.trend_number,
        trends.base_target_number,
        segments.segment_number,
        cast(
            calendar.week_count * (row_number() over (order by trends.trend_number, segments.segment_number) - 1) as integer
        ) as cells_before
    from {{ ref('int_trends') }} as trends
    cross join {{ ref('int_trend_segments') }} as segments
    cross join calendar
    -- the panel always: which trends rise is asked of its line
    where segments.in_same_authors_lines or segments.segmentation = 'panel'

)

select * from lines
