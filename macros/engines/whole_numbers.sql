{#- A subquery with one column of whole numbers, from the first to the last; both are known when dbt compiles. -#}
{% macro whole_numbers(column, first, last) -%}
(select * from (values {% for number in range(first, last + 1) %}({{ number }}){{ ', ' if not loop.last }}{% endfor %}) as listed ({{ column }}))
{%- endmacro %}
