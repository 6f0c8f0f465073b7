with post_images as (

    select * from {{ ref('stg_mart__post_images') }}

),

image_items as (

    select
        image_items.image_id,
        item_sets.category_set
    from {{ ref('int_image_items') }} as image_items
    inner join {{ ref('int_item_sets') }} as item_sets on image_items.set_key = item_sets.set_key
    where item_sets.category_set > 0

),

categories as (

    select * from {{ categories_with_bits() }} as categories

),

images as (

    select
        image_id,
        {{ set_union_of_rows('category_set') }} as category_set
    from image_items
    group by image_id

),

posts as (

    select
        post_images.author_id,
        post_images.post_id,
        {{ set_union_of_rows('images.category_set') }} as category_set
    from post_images
    inner join images on post_images.image_id = images.image_id
    group by post_images.author_id, post_images.post_id

),

author_category_sets as (

    select
        author_id,
        category_set,
        count(*) as post_count
    from posts
    group by author_id, category_set

),

author_category_posts as (

    select
        author_category_sets.author_id,
        categories.category,
        cast(sum(author_category_sets.post_count) as bigint) as post_count
    from author_category_sets
    inner join categories on {{ set_holds('author_category_sets.category_set', 'categories.category_bit') }}
    group by author_category_sets.author_id, categories.category

)

select * from author_category_posts
