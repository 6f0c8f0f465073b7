{#- A subquery with one column of whole numbers, from the first to the last; both are known when dbt compiles. -#}
{% macro whole_numbers(column, first, last) -%}
(
{%- for number in range(first, last + 1) -%}
select {{ number }} as {{ column }}{{ ' union all ' if not loop.last }}
{%- endfor -%}
)
{%- endmacro %}
