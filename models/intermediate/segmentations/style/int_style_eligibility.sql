with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

author_items as (

    select
        authors.author_id,
        coalesce(author_items.image_count, 0) as image_count,
        coalesce(author_items.item_count, 0) as item_count,
        coalesce(author_items.fashion_item_count, 0) as fashion_item_count,
        coalesce(author_items.fashion_image_count, 0) as fashion_image_count
    from {{ ref('int_authors') }} as authors
    left join {{ ref('int_author_items') }} as author_items on authors.author_id = author_items.author_id

),

classified_authors as (

    select
        author_items.*,
        {{ style_eligibility(
            'author_items.image_count', 'author_items.item_count', 'author_items.fashion_image_count',
            'author_items.fashion_item_count', 'thresholds.min_fashion_images', 'thresholds.min_fashion_items',
            'thresholds.min_fashion_share'
        ) }} as eligibility
    from author_items
    cross join thresholds

)

select * from classified_authors
