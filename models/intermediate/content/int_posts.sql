with post_images as (

    select * from {{ ref('stg_delivery__post_images') }}

),

-- the rows of a post should agree; where they don't, int_post_conflicts tells and the largest count, the earliest date hold
posts as (

    select
        post_id,
        author_id,
        min(published_at) as published_at,
        max(like_count) as like_count,
        max(comment_count) as comment_count,
        count(distinct image_id) as image_count
    from post_images
    group by post_id, author_id

)

select * from posts
