-- what the hand-picked accounts show, where the pick is dated from the week after it on: before, it may be why they were picked
with leaders as (

    select
        author_id,
        picked_on
    from {{ ref('int_trend_authors') }}
    where panel = 'leader'

),

author_weeks as (

    select
        weeks.author_id,
        weeks.week,
        weeks.target_number,
        weeks.item_count
    from {{ ref('int_author_target_weeks') }} as weeks
    inner join leaders on weeks.author_id = leaders.author_id
    where leaders.picked_on is null or weeks.week > leaders.picked_on

),

trend_authors as (

    select
        trends.trend_number,
        trends.base_target_number,
        author_weeks.author_id,
        sum(case when author_weeks.target_number = trends.trend_number then author_weeks.item_count else 0 end) as item_count
    from {{ ref('int_trends') }} as trends
    inner join author_weeks on author_weeks.target_number in (trends.trend_number, trends.base_target_number)
    group by trends.trend_number, trends.base_target_number, author_weeks.author_id

),

ranked_authors as (

    select
        *,
        row_number() over (partition by trend_number order by item_count desc, author_id asc) as place
    from trend_authors

),

leader_weeks as (

    select
        ranked_authors.trend_number,
        author_weeks.week,
        sum(case when author_weeks.target_number > 0 then author_weeks.item_count else 0 end) as item_count,
        sum(case when author_weeks.target_number < 0 then author_weeks.item_count else 0 end) as base_item_count,
        sum(case when author_weeks.target_number > 0 and ranked_authors.place > 1 then author_weeks.item_count else 0 end)
            as rest_item_count,
        sum(case when author_weeks.target_number < 0 and ranked_authors.place > 1 then author_weeks.item_count else 0 end)
            as rest_base_item_count
    from ranked_authors
    inner join author_weeks
        on
            ranked_authors.author_id = author_weeks.author_id
            and author_weeks.target_number in (ranked_authors.trend_number, ranked_authors.base_target_number)
    group by ranked_authors.trend_number, author_weeks.week

)

select * from leader_weeks
