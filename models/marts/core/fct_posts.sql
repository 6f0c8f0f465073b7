with posts as (

    select * from {{ ref('int_post_engagement') }}

)

select
    post_id,
    author_id,
    published_at,
    like_count,
    comment_count,
    image_count,
    likes_status,
    engagement_rate
from posts
order by post_id, author_id
