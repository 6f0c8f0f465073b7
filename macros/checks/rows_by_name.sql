{#- The rows of a query as dictionaries by the name of the column in small letters: Snowflake returns names in capitals. -#}
{% macro rows_by_name(query) -%}
    {%- set table = run_query(query) -%}
    {%- set names = table.column_names | map('lower') | list -%}
    {%- set rows = [] -%}
    {%- for row in table.rows %}{% do rows.append(dict(zip(names, row.values()))) %}{% endfor -%}
    {%- do return(rows) -%}
{%- endmacro %}
