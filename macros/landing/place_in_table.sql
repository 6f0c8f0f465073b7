{#-
    Place of a record in the table that it was landed in, which keeps the order of the files: DuckDB's rowid, which begins with 0 and
    costs nothing. Elsewhere records carry their number.
-#}
{% macro place_in_table() -%}
{{ adapter.dispatch('place_in_table')() }}
{%- endmacro %}

{% macro default__place_in_table() -%}
line_number
{%- endmacro %}

{% macro duckdb__place_in_table() -%}
rowid
{%- endmacro %}
