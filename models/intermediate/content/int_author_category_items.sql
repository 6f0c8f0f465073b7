{%- set categories = [
    'accessories', 'clothing', 'denim_and_pattern', 'fashion_forward', 'footwear', 'luxury', 'sportswear', 'streetwear'
] -%}

with author_category_items as (

    {% for category in categories -%}
    select
        author_id,
        '{{ category }}' as category,
        cast(sum({{ category }}_item_count) as bigint) as item_count
    from {{ ref('author_weeks') }}
    group by author_id
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from author_category_items
where item_count > 0
