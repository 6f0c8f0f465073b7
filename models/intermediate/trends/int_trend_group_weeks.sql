with author_week_sets as (

    select * from {{ ref('int_author_week_sets') }}

),

facets as (

    select * from {{ ref('int_trend_facets') }}

),

trend_authors as (

    select * from {{ ref('int_trend_authors') }}

),

author_weeks as (

    select
        author_week_sets.author_id,
        author_week_sets.week,
        facets.facet_number,
        sum(author_week_sets.item_count) as item_count
    from author_week_sets
    inner join facets on author_week_sets.label_set_number = facets.label_set_number
    group by author_week_sets.author_id, author_week_sets.week, facets.facet_number

),

group_weeks as (

    select
        trend_authors.group_number,
        author_weeks.week,
        author_weeks.facet_number,
        cast(sum(author_weeks.item_count) as bigint) as item_count,
        count(*) as author_count
    from author_weeks
    inner join trend_authors on author_weeks.author_id = trend_authors.author_id
    group by trend_authors.group_number, author_weeks.week, author_weeks.facet_number

)

select * from group_weeks
