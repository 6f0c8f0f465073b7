with author_images as (

    select * from {{ ref('int_author_images') }}

),

image_items as (

    select * from {{ ref('int_image_items') }}

),

images as (

    select
        image_id,
        sum(item_count) as item_count,
        sum(case when is_fashion then item_count else 0 end) as fashion_item_count
    from image_items
    group by image_id

),

author_items as (

    select
        author_images.author_id,
        count(*) as image_count,
        cast(coalesce(sum(images.item_count), 0) as bigint) as item_count,
        cast(coalesce(sum(images.fashion_item_count), 0) as bigint) as fashion_item_count,
        cast(sum(case when images.fashion_item_count > 0 then 1 else 0 end) as bigint) as fashion_image_count
    from author_images
    left join images on author_images.image_id = images.image_id
    group by author_images.author_id

)

select * from author_items
