{#-
    dbt-spark's list of tables with Iceberg tables told by their name: the session catalogue calls their provider hive, and a
    snapshot refuses such a table in its second run (dbt-spark issue 870).
-#}
{% macro spark__list_relations_without_caching(relation) %}
    {%- set listed = run_query('show table extended in ' ~ relation.schema ~ " like '*'") -%}
    {%- set tables = [] -%}
    {%- for row in listed.rows -%}
        {%- set is_iceberg = 'table_type=ICEBERG' in row[3] and 'Type: VIEW' not in row[3] -%}
        {%- do tables.append([
            row[0], row[1], row[2], row[3] | replace('Provider: hive', 'Provider: iceberg') if is_iceberg else row[3]
        ]) -%}
    {%- endfor -%}
    {{ return(tables) }}
{% endmacro %}
