with post_images as (

    select * from {{ ref('stg_mart__post_images') }}

),

posts as (

    select * from {{ ref('int_posts') }}

),

compared_rows as (

    select
        post_images.file_number,
        post_images.line_number,
        post_images.like_count <> posts.like_count as has_other_likes,
        post_images.comment_count <> posts.comment_count as has_other_comments,
        post_images.published_at <> posts.published_at as has_other_date,
        cast(post_images.like_count as string) as like_count,
        cast(post_images.comment_count as string) as comment_count,
        cast(post_images.published_at as string) as published_at
    from post_images
    inner join posts on post_images.post_id = posts.post_id and post_images.author_id = posts.author_id

),

post_conflicts as (

    select
        file_number,
        line_number,
        'NB_LIKES' as column_name,
        like_count as raw_value
    from compared_rows
    where has_other_likes
    union all
    select
        file_number,
        line_number,
        'COMMENT_COUNT' as column_name,
        comment_count as raw_value
    from compared_rows
    where has_other_comments
    union all
    select
        file_number,
        line_number,
        'POST_PUBLICATION_DATE' as column_name,
        published_at as raw_value
    from compared_rows
    where has_other_date

)

select * from post_conflicts
