with authors as (

    {{ authors_to_build() }}

),

author_images as (

    select
        images.author_id,
        images.image_id,
        images.post_id,
        images.week,
        authors.author_version
    from {{ ref('int_author_image_weeks') }} as images
    inner join authors on images.author_id = authors.author_id

),

category_bits as (

    select
        {% for category in category_names() -%}
        max(case when category = '{{ category }}' then category_bit end) as {{ category }}_bit,
        {% endfor -%}
        count(*) as category_count
    from {{ categories_with_bits() }} as categories

),

post_images as (

    select
        author_id,
        post_id,
        week,
        author_version,
        count(*) as image_count
    from author_images
    group by author_id, post_id, week, author_version

),

image_items as (

    select
        author_images.author_id,
        author_images.post_id,
        author_images.week,
        item_sets.category_set,
        item_sets.is_fashion,
        cast(image_items.item_count as double) as item_count
    from author_images
    inner join {{ ref('int_image_items') }} as image_items on author_images.image_id = image_items.image_id
    inner join {{ ref('int_item_sets') }} as item_sets on image_items.set_key = item_sets.set_key

),

-- doubles add whole numbers exactly up to 2^53, and twice as fast as the 128 bits in which the engine adds integers
item_sums as (

    select
        shown.author_id,
        shown.post_id,
        shown.week,
        sum(shown.item_count) as item_count,
        {% for category in category_names() -%}
        sum(case when {{ set_holds('shown.category_set', 'bits.' ~ category ~ '_bit') }} then shown.item_count else 0.0 end)
            as {{ category }}_item_count,
        {% endfor -%}
        sum(case when shown.is_fashion then shown.item_count else 0.0 end) as fashion_item_count
    from image_items as shown
    cross join category_bits as bits
    group by shown.author_id, shown.post_id, shown.week

),

post_items as (

    select
        post_images.author_id,
        post_images.post_id,
        post_images.week,
        post_images.image_count,
        cast(coalesce(item_sums.item_count, 0) as bigint) as item_count,
        {% for category in category_names() -%}
        cast(coalesce(item_sums.{{ category }}_item_count, 0) as bigint) as {{ category }}_item_count,
        {% endfor -%}
        cast(coalesce(item_sums.fashion_item_count, 0) as bigint) as fashion_item_count,
        post_images.author_version
    from post_images
    left join item_sums
        on
            post_images.author_id = item_sums.author_id
            and post_images.post_id = item_sums.post_id
            and post_images.week = item_sums.week

)

select * from post_items
