{#-
    Place of a row in a landed table, from 0, in the order of the files and their records. DuckDB keeps that order itself;
    another engine reads it as a column that the landing wrote.
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
