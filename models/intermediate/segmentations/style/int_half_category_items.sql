-- as int_author_category_items, by half; whole numbers in doubles, exact up to 2^53
with posts as (

    select
        author_id,
        {{ half_of_week('author_id', 'week') }} as half,
        post_id,
        {% for category in category_names() -%}
        cast(sum({{ category }}_item_count) as double) as {{ category }}_items,
        {% endfor -%}
        cast(sum(image_count) as double) as images,
        cast(sum(fashion_item_count) as double) as fashion_items,
        cast(sum(item_count) as double) as items
    from {{ ref('int_post_items') }}
    group by author_id, {{ half_of_week('author_id', 'week') }}, post_id

),

half_sums as (

    select
        author_id,
        half,
        {% for category in category_names() -%}
        sum({{ category }}_items) as {{ category }}_items,
        sum({{ category }}_items * {{ category }}_items) as {{ category }}_squares,
        sum({{ category }}_items * items) as {{ category }}_products,
        sum(case when {{ category }}_items > 0 then 1.0 else 0.0 end) as {{ category }}_posts,
        {% endfor -%}
        sum(images) as images,
        sum(fashion_items) as fashion_items,
        sum(items) as items,
        sum(items * items) as squares,
        sum(case when items > 0 then 1e0 else 0e0 end) as posts
    from posts
    group by author_id, half

),

-- both halves of every author who has an image, so that a half without any is a row of zeros
halves as (

    {% for half in ['a', 'b'] -%}
    select
        author_id,
        '{{ half }}' as half
    from half_sums
    {{ 'union' if not loop.last }}
    {% endfor %}
),

category_items as (

    {% for category in category_names() -%}
    select
        halves.author_id,
        halves.half,
        '{{ category }}' as category,
        cast(coalesce(sums.images, 0) as bigint) as author_images,
        cast(coalesce(sums.items, 0) as bigint) as author_items,
        cast(coalesce(sums.fashion_items, 0) as bigint) as author_fashion_items,
        cast(coalesce(sums.posts, 0) as bigint) as author_posts,
        cast(coalesce(sums.{{ category }}_items, 0) as bigint) as items,
        cast(coalesce(sums.{{ category }}_posts, 0) as bigint) as posts,
        {{ design_effect(
            'sums.posts', 'sums.items', 'sums.' ~ category ~ '_items', 'sums.squares', 'sums.' ~ category ~ '_squares',
            'sums.' ~ category ~ '_products'
        ) }} as design_effect
    from halves
    left join half_sums as sums on halves.author_id = sums.author_id and halves.half = sums.half
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from category_items
