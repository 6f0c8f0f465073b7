with trends as (

    select * from {{ ref('int_trends') }}

),

followed_targets as (

    select trend_number as target_number from trends
    union distinct
    select base_target_number as target_number from trends

),

group_weeks as (

    select
        trend_authors.group_number,
        author_weeks.week,
        author_weeks.target_number,
        cast(sum(author_weeks.item_count) as bigint) as item_count,
        count(*) as author_count,
        max(author_weeks.item_count) as largest_author_item_count
    from {{ ref('int_author_target_weeks') }} as author_weeks
    inner join followed_targets on author_weeks.target_number = followed_targets.target_number
    inner join {{ ref('int_trend_authors') }} as trend_authors on author_weeks.author_id = trend_authors.author_id
    group by trend_authors.group_number, author_weeks.week, author_weeks.target_number

)

select * from group_weeks
