{#-
    Writes every table of the schema marts as Parquet, a folder each under `folder` (a path or the URL of a bucket):
    dbt run-operation export_marts --target spark --args '{folder: /data/marts}'
    There DuckDB reads what Spark built: analysts go on as before, and fashion_panel/engines/same_marts.py compares it. Spark only.
-#}
{% macro export_marts(folder) -%}
{%- for node in graph.nodes.values() if node.resource_type == 'model' and node.schema == 'marts' -%}
    {%- do run_query(
        "insert overwrite directory '" ~ folder ~ "/" ~ node.alias ~ "' using parquet select * from " ~ node.schema ~ "." ~ node.alias
    ) -%}
{%- endfor -%}
{%- endmacro %}
