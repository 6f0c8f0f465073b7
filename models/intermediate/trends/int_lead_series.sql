-- pairs of weekly series, leaders and followers: the trends of the panel, and external series
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

trends as (

    select * from {{ ref('int_trends') }}

),

follower_groups as (

    select distinct group_number
    from {{ ref('int_trend_authors') }}
    where panel = 'follower'

),

follower_weeks as (

    select
        group_weeks.week,
        group_weeks.target_number,
        sum(group_weeks.item_count) as item_count
    from {{ ref('int_trend_group_weeks') }} as group_weeks
    inner join follower_groups on group_weeks.group_number = follower_groups.group_number
    group by group_weeks.week, group_weeks.target_number

),

panel_weeks as (

    select
        trends.trend_number,
        'follower' as panel,
        worn.week,
        coalesce(shown.item_count, 0) as item_count,
        worn.item_count as base_item_count
    from trends
    inner join follower_weeks as worn on trends.base_target_number = worn.target_number
    left join follower_weeks as shown on trends.trend_number = shown.target_number and worn.week = shown.week
    union all
    select
        trend_number,
        'leader' as panel,
        week,
        item_count,
        base_item_count
    from {{ ref('int_leader_weeks') }}
    where base_item_count > 0
    union all
    select
        trend_number,
        'leader_without_largest' as panel,
        week,
        rest_item_count as item_count,
        rest_base_item_count as base_item_count
    from {{ ref('int_leader_weeks') }}
    where rest_base_item_count > 0

),

-- low-base weeks stay in, marked, without a value
panel_series as (

    select
        trends.trend_id as series_id,
        'panel' as origin,
        cast(trends.base_label_number as string) as series_group,
        weeks.panel,
        weeks.week,
        case
            when weeks.base_item_count >= thresholds.trend_thin_base_items
                then cast(weeks.item_count as double) / weeks.base_item_count
        end as value
    from trends
    inner join panel_weeks as weeks on trends.trend_number = weeks.trend_number
    inner join {{ ref('int_weeks') }} as calendar on weeks.week = calendar.week and calendar.is_in_calendar
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
