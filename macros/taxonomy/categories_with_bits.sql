{#- The categories, each with the power of two that stands for it in a set: a subquery of category and category_bit. -#}
{% macro categories_with_bits() -%}
(
    select
        category,
        cast(power(2, row_number() over (order by category) - 1) as bigint) as category_bit
    from {{ ref('categories') }}
)
{%- endmacro %}
