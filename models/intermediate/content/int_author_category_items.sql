with author_images as (

    select * from {{ ref('int_author_images') }}

),

image_items as (

    select * from {{ ref('int_image_items') }}
    where category_set > 0

),

categories as (

    select * from {{ ref('categories') }}

),

-- few different sets of categories occur: count by set first, then see which categories a set holds
author_category_sets as (

    select
        author_images.author_id,
        image_items.category_set,
        sum(image_items.item_count) as item_count
    from author_images
    inner join image_items on author_images.image_id = image_items.image_id
    group by author_images.author_id, image_items.category_set

),

author_category_items as (

    select
        author_category_sets.author_id,
        categories.category,
        cast(sum(author_category_sets.item_count) as bigint) as item_count
    from author_category_sets
    inner join categories on {{ set_holds('author_category_sets.category_set', 'categories.category_bit') }}
    group by author_category_sets.author_id, categories.category

)

select * from author_category_items
