with recorded_delivery as (

    select distinct newest_post_at from {{ ref('int_recorded_segments') }}

),

recorded_followers as (

    select
        authors.author_id,
        authors.follower_count,
        recorded_delivery.newest_post_at
    from {{ ref('int_authors') }} as authors
    cross join recorded_delivery
    where authors.follower_count is not null

)

select * from recorded_followers
