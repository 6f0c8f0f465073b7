-- whole numbers in doubles, exact up to 2^53
with posts as (

    select
        author_id,
        post_id,
        {% for category in category_names() -%}
        cast(sum({{ category }}_item_count) as double) as {{ category }}_items,
        {% endfor -%}
        cast(sum(item_count) as double) as items
    from {{ ref('int_post_items') }}
    group by author_id, post_id

),

author_sums as (

    select
        author_id,
        {% for category in category_names() -%}
        sum({{ category }}_items) as {{ category }}_items,
        sum({{ category }}_items * {{ category }}_items) as {{ category }}_squares,
        sum({{ category }}_items * items) as {{ category }}_products,
        sum(case when {{ category }}_items > 0 then 1.0 else 0.0 end) as {{ category }}_posts,
        {% endfor -%}
        sum(items) as items,
        sum(items * items) as squares,
        cast(count(*) as double) as posts
    from posts
    where items > 0
    group by author_id

),

category_sums as (

    {% for category in category_names() -%}
    select
        author_id,
        '{{ category }}' as category,
        {{ category }}_items as category_items,
        {{ category }}_squares as category_squares,
        {{ category }}_products as products,
        {{ category }}_posts as category_posts,
        items,
        squares,
        posts
    from author_sums
    where {{ category }}_items > 0
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

author_category_items as (

    select
        author_id,
        category,
        cast(category_items as bigint) as item_count,
        cast(category_posts as bigint) as post_count,
        {{ design_effect('posts', 'items', 'category_items', 'squares', 'category_squares', 'products') }} as design_effect
    from category_sums

)

select * from author_category_items
