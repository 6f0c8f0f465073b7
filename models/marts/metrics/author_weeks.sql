with author_weeks as (

    select
        author_id,
        week,
        image_count,
        item_count,
        {% for category in category_names() -%}
        {{ category }}_item_count,
        {% endfor -%}
        fashion_item_count
    from {{ ref('int_author_weeks') }}

)

select * from author_weeks
order by author_id, week
