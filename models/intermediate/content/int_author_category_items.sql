with author_weeks as (

    select * from {{ ref('int_author_weeks') }}

),

author_sums as (

    select
        author_id,
    {% for category in category_names() -%}
    cast(sum({{ category }}_item_count) as bigint) as {{ category }}_item_count{{ ',' if not loop.last }}
    {% endfor %}
    from author_weeks
    group by author_id

),

author_category_items as (

    {% for category in category_names() -%}
    select
        author_id,
        '{{ category }}' as category,
        {{ category }}_item_count as item_count
    from author_sums
    where {{ category }}_item_count > 0
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from author_category_items
