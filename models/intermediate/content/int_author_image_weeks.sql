-- an image counts once for its author: in the week of the earliest of its posts, in the post with the smallest post_id
with post_images as (

    select * from {{ ref('stg_delivery__post_images') }}

),

posts as (

    select * from {{ ref('int_posts') }}

),

author_image_weeks as (

    select
        post_images.author_id,
        post_images.image_id,
        min(post_images.post_id) as post_id,
        cast(date_trunc('week', min(posts.published_at)) as date) as week,  -- noqa: RF04
        count(*) as image_row_count
    from post_images
    inner join posts on post_images.post_id = posts.post_id and post_images.author_id = posts.author_id
    group by post_images.author_id, post_images.image_id

)

select
    author_id,
    image_id,
    post_id,
    week,
    {{ half_of_week('author_id', 'week') }} as half,
    image_row_count
from author_image_weeks
