with post_images as (

    select * from {{ ref('stg_mart__post_images') }}

),

author_images as (

    select
        author_id,
        image_id,
        count(*) as image_row_count
    from post_images
    group by author_id, image_id

)

select * from author_images
