with posts as (

    select * from {{ ref('int_posts') }}

),

authors as (

    select * from {{ ref('int_authors') }}

),

checked_posts as (

    select
        posts.*,
        authors.follower_count,
        -- platforms let people hide their likes, which then arrive as 0 or as nothing
        case
            when posts.like_count is null then 'missing'
            when posts.like_count = 0 then 'zero_or_hidden'
            else 'visible'
        end as likes_status
    from posts
    inner join authors on posts.author_id = authors.author_id

),

post_engagement as (

    select
        post_id,
        author_id,
        published_at,
        like_count,
        comment_count,
        image_count,
        likes_status,
        case
            when likes_status = 'visible' and follower_count > 0
                then (cast(like_count as double) + comment_count) / follower_count
        end as engagement_rate
    from checked_posts

)

select * from post_engagement
