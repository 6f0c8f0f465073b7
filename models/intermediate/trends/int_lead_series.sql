-- pairs of weekly series, leaders and followers: the trends of the panel, and external series
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

trends as (

    select * from {{ ref('int_trends') }}

),

panel_groups as (

    select distinct
        group_number,
        panel
    from {{ ref('int_trend_authors') }}
    where panel is not null

),

panel_weeks as (

    select
        panel_groups.panel,
        group_weeks.week,
        group_weeks.target_number,
        sum(group_weeks.item_count) as item_count
    from {{ ref('int_trend_group_weeks') }} as group_weeks
    inner join panel_groups on group_weeks.group_number = panel_groups.group_number
    group by panel_groups.panel, group_weeks.week, group_weeks.target_number

),

-- low-base weeks stay in, marked, without a value
panel_series as (

    select
        trends.trend_id as series_id,
        'panel' as origin,
        cast(trends.base_label_number as string) as series_group,
        base_items.panel,
        calendar.week,
        case
            when base_items.item_count >= thresholds.trend_thin_base_items
                then cast(coalesce(trend_items.item_count, 0) as double) / base_items.item_count
        end as value
    from trends
    inner join panel_weeks as base_items on -trends.base_label_number = base_items.target_number
    inner join {{ ref('int_weeks') }} as calendar on base_items.week = calendar.week and calendar.is_in_calendar
    left join panel_weeks as trend_items
        on
            trends.trend_number = trend_items.target_number
            and base_items.panel = trend_items.panel
            and base_items.week = trend_items.week
    cross join thresholds

),

external_series as (

    select
        'external:' || series_id as series_id,
        'external' as origin,
        series_id as series_group,
        panel,
        week,
        value
    from {{ ref('landed_external_series') }}

)

select * from panel_series
union all
select * from external_series
