{#-
    A table of what a model returns. In SQL as dbt-duckdb makes it. In Python dbt-duckdb makes a lasting table also when a temporary
    one is asked for, for the new rows of an incremental model, and doesn't drop it: each build left one more in the warehouse.
-#}
{% macro duckdb__create_table_as(temporary, relation, compiled_code, language='sql', partitioned_by=none, sorted_by=none) -%}
{%- if language == 'sql' -%}
    {{ dbt.duckdb__create_table_as(temporary, relation, compiled_code, language, partitioned_by, sorted_by) }}
{%- else -%}
{{ compiled_code }}


def materialize(df, con):
    con.register('returned_by_the_model', df)
    con.execute('create {{ "temporary table" if temporary else "table" }} {{ relation }} as from returned_by_the_model')
    con.unregister('returned_by_the_model')
{%- endif -%}
{%- endmacro %}
