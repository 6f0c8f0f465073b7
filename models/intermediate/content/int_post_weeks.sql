with post_weeks as (

    select
        cast(date_trunc('week', published_at) as date) as week,  -- noqa: RF04
        count(*) as post_count,
        count(distinct author_id) as author_count
    from {{ ref('int_posts') }}
    group by cast(date_trunc('week', published_at) as date)

)

select * from post_weeks
