with authors as (

    select * from {{ ref('int_authors') }}

),

author_engagement as (

    select * from {{ ref('int_author_engagement') }}

),

author_items as (

    select * from {{ ref('int_author_items') }}

),

author_posts as (

    select
        author_id,
        count(*) as post_count,
        min(published_at) as first_post_at,
        max(published_at) as last_post_at
    from {{ ref('int_posts') }}
    group by author_id

),

described_authors as (

    select
        authors.author_id,
        authors.geo_zone,
        authors.follower_count,
        authors.follower_count_source,
        authors.follow_count,
        authors.follow_count / nullif(cast(authors.follower_count as double), 0) as follow_ratio,
        authors.is_fashion_forward,
        authors.follower_band,
        authors.follower_range,
        coalesce(author_engagement.follower_cohort, 'unknown') as follower_cohort,
        coalesce(author_posts.post_count, 0) as post_count,
        author_items.image_count,
        author_items.item_count,
        author_posts.first_post_at,
        author_posts.last_post_at
    from authors
    left join author_engagement on authors.author_id = author_engagement.author_id
    inner join author_items on authors.author_id = author_items.author_id
    left join author_posts on authors.author_id = author_posts.author_id

)

select * from described_authors
order by author_id
