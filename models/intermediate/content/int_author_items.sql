with author_weeks as (

    select * from {{ ref('int_author_weeks') }}

),

author_images as (

    select * from {{ ref('int_author_images') }}

),

image_items as (

    select * from {{ ref('int_image_items') }}

),

item_sets as (

    select * from {{ ref('int_item_sets') }}

),

fashion_images as (

    select
        author_id,
        count(*) as fashion_image_count
    from author_images
    where
        image_id in (
            select image_items.image_id
            from image_items
            inner join item_sets on image_items.set_key = item_sets.set_key
            where item_sets.is_fashion
        )
    group by author_id

),

-- every image of an author lies in exactly one week, so that the weeks add up
author_sums as (

    select
        author_id,
        cast(sum(image_count) as bigint) as image_count,
        cast(sum(item_count) as bigint) as item_count,
        cast(sum(fashion_item_count) as bigint) as fashion_item_count
    from author_weeks
    group by author_id

),

author_items as (

    select
        author_sums.author_id,
        author_sums.image_count,
        author_sums.item_count,
        author_sums.fashion_item_count,
        coalesce(fashion_images.fashion_image_count, 0) as fashion_image_count
    from author_sums
    left join fashion_images on author_sums.author_id = fashion_images.author_id

)

select * from author_items
