with post_items as (

    select * from {{ ref('int_post_items') }}

),

author_weeks as (

    select
        author_id,
        week,
        cast(sum(image_count) as bigint) as image_count,
        cast(sum(item_count) as bigint) as item_count,
        {% for category in category_names() -%}
        cast(sum({{ category }}_item_count) as bigint) as {{ category }}_item_count,
        {% endfor -%}
        cast(sum(fashion_item_count) as bigint) as fashion_item_count
    from post_items
    group by author_id, week

)

select * from author_weeks
order by author_id, week
