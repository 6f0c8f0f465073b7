{#-
    Place of a row in a landed table: identifies the row within one build, and says nothing of the order of the file. DuckDB
    knows it itself; another engine reads it as a column that the landing wrote.
-#}
{% macro record_number() -%}
{{ adapter.dispatch('record_number')() }}
{%- endmacro %}

{% macro default__record_number() -%}
record_number
{%- endmacro %}

{% macro duckdb__record_number() -%}
rowid
{%- endmacro %}
