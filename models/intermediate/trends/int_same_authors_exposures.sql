-- small numbers instead of keys of three columns: this table is the longest of all trends
with calendar as (

    select * from {{ ref('int_weeks') }}
    where is_in_calendar

),

exposures as (

    select
        trend_users.user_number,
        cast(calendar.week_number as integer) as week_number,
        cast(worn.item_count as integer) as base_item_count,
        cast(coalesce(shown.item_count, 0) as integer) as item_count
    from {{ ref('int_same_authors_users') }} as trend_users
    inner join {{ ref('int_author_target_weeks') }} as worn
        on trend_users.author_id = worn.author_id and trend_users.base_target_number = worn.target_number
    inner join calendar on worn.week = calendar.week
    left join {{ ref('int_author_target_weeks') }} as shown
        on
            trend_users.author_id = shown.author_id
            and trend_users.trend_number = shown.target_number
            and worn.week = shown.week

)

select * from exposures
