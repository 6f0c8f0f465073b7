{#- The distinct values of a group as one text, in order, separated by a comma; null for a group without values. -#}
{% macro ordered_list(column) -%}
{{ adapter.dispatch('ordered_list')(column) }}
{%- endmacro %}

{% macro snowflake__ordered_list(column) -%}
nullif(listagg(distinct {{ column }}, ',') within group (order by {{ column }}), '')
{%- endmacro %}

{% macro duckdb__ordered_list(column) -%}
string_agg(distinct {{ column }}, ',' order by {{ column }})
{%- endmacro %}

{% macro spark__ordered_list(column) -%}
array_join(array_sort(collect_set({{ column }})), ',')
{%- endmacro %}
