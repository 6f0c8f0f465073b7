{#-
    How what a model in Python returns becomes a table. dbt-duckdb's own makes a lasting table also when a temporary one is asked for,
    for the new rows of an incremental model, and doesn't drop it: each build left one more in the warehouse.
-#}
{% macro py_write_table(temporary, relation, compiled_code, partitioned_by=none, sorted_by=none) -%}
{{ compiled_code }}


def materialize(df, con):
    con.register('returned_by_the_model', df)
    con.execute('create {{ "temporary table" if temporary else "table" }} {{ relation }} as from returned_by_the_model')
    con.unregister('returned_by_the_model')
{%- endmacro %}
