{#-
    A statement that gives a table of an earlier build a column that it lacks, null in its rows; nothing when there is no such table.
    A hook of what is built before the table is written to: an engine may not alter and write in one transaction.
-#}
{% macro add_column(table, column, type) -%}
{%- if execute -%}
    {%- set stored = adapter.get_relation(this.database, this.schema, table) -%}
    {%- if stored is not none
        and column not in adapter.get_columns_in_relation(stored) | map(attribute='name') | map('lower') | list -%}
alter table {{ stored }} add column {{ column }} {{ type }}
    {%- endif -%}
{%- endif -%}
{%- endmacro %}
