-- as int_author_category_items, by half; whole numbers in doubles, exact up to 2^53
with posts as (

    select
        author_id,
        {{ half_of_week('author_id', 'week') }} as half,
        post_id,
        {% for category in category_names() -%}
        cast(sum({{ category }}_item_count) as double) as {{ category }}_items,
        {% endfor -%}
        cast(sum(item_count) as double) as items
    from {{ ref('int_post_items') }}
    where item_count > 0
    group by author_id, {{ half_of_week('author_id', 'week') }}, post_id

),

author_sums as (

    select
        author_id,
        half,
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
    group by author_id, half

),

category_items as (

    {% for category in category_names() -%}
    select
        author_id,
        half,
        '{{ category }}' as category,
        cast(items as bigint) as author_items,
        cast(posts as bigint) as author_posts,
        cast({{ category }}_items as bigint) as items,
        cast({{ category }}_posts as bigint) as posts,
        {{ design_effect(
            'posts', 'items', category ~ '_items', 'squares', category ~ '_squares', category ~ '_products'
        ) }} as design_effect
    from author_sums
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from category_items
