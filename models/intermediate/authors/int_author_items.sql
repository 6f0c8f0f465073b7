with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

fashion_images as (

    select
        author_id,
        count(*) as fashion_image_count,
        sum(case when half = 'a' then 1 else 0 end) as half_a_fashion_image_count
    from {{ ref('int_author_image_weeks') }}
    where
        image_id in (
            select image_items.image_id
            from {{ ref('int_image_items') }} as image_items
            inner join {{ ref('int_item_sets') }} as item_sets on image_items.set_key = item_sets.set_key
            where item_sets.is_fashion
        )
    group by author_id

),

-- every image of an author lies in exactly one post, so that the posts add up
author_sums as (

    select
        author_id,
        cast(sum(image_count) as bigint) as image_count,
        cast(sum(item_count) as bigint) as item_count,
        cast(sum(fashion_item_count) as bigint) as fashion_item_count,
        count(distinct case when item_count > 0 then post_id end) as item_post_count
    from {{ ref('int_post_items') }}
    group by author_id

),

author_items as (

    select
        authors.author_id,
        coalesce(author_sums.image_count, 0) as image_count,
        coalesce(author_sums.item_count, 0) as item_count,
        coalesce(author_sums.fashion_item_count, 0) as fashion_item_count,
        coalesce(author_sums.item_post_count, 0) as item_post_count,
        coalesce(fashion_images.fashion_image_count, 0) as fashion_image_count,
        cast(coalesce(fashion_images.half_a_fashion_image_count, 0) as bigint) as half_a_fashion_image_count
    from {{ ref('int_authors') }} as authors
    left join author_sums on authors.author_id = author_sums.author_id
    left join fashion_images on authors.author_id = fashion_images.author_id

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
