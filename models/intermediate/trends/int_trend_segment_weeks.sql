with group_segments as (

    select * from {{ ref('int_trend_group_segments') }}

),

segment_weeks as (

    select
        group_segments.segment_number,
        group_weeks.week,
        group_weeks.facet_number,
        cast(sum(group_weeks.item_count) as bigint) as item_count,
        cast(sum(group_weeks.author_count) as bigint) as author_count,
        cast(sum(case when group_segments.is_cohort then group_weeks.item_count else 0 end) as bigint) as cohort_item_count
    from {{ ref('int_trend_group_weeks') }} as group_weeks
    inner join group_segments on group_weeks.group_number = group_segments.group_number
    group by group_segments.segment_number, group_weeks.week, group_weeks.facet_number

)

select * from segment_weeks
