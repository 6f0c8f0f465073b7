{#- A sentence for each reason why the delivery can't be read, or not safely; Spark reads what DuckDB landed, and has none. -#}
{% macro delivery_problems() -%}
{%- do return(adapter.dispatch('delivery_problems')()) -%}
{%- endmacro %}

{% macro default__delivery_problems() -%}
{%- do return([]) -%}
{%- endmacro %}

{% macro duckdb__delivery_problems() -%}
{%- do return(run_query('select unnest(raw_folder_problems()) as problem').columns[0].values()) -%}
{%- endmacro %}

{% macro snowflake__delivery_problems() -%}
{%- set problems = [] -%}
{%- if env_var('AUTHOR_ID_KEY', '') -%}
    {%- do problems.append('AUTHOR_ID_KEY is set, but author ids are replaced where DuckDB lands files: on Snowflake leave it out, or hand over tables without the numbers.') -%}
{%- endif -%}
{%- for delivered in graph.sources.values() | sort(attribute='name') -%}
    {%- set table = adapter.get_relation(delivered.database, delivered.schema, delivered.identifier) -%}
    {%- if table is none -%}
        {%- do problems.append('There is no table ' ~ delivered.relation_name ~ ': name its database and schema in SNOWFLAKE_MART_DATABASE and SNOWFLAKE_MART_SCHEMA.') -%}
    {%- else -%}
        {%- set columns = adapter.get_columns_in_relation(table) | map(attribute='name') | map('upper') | list -%}
        {%- for column in delivered.columns if column not in columns -%}
            {%- do problems.append('The table ' ~ delivered.relation_name ~ ' has no column ' ~ column ~ '.') -%}
        {%- endfor -%}
    {%- endif -%}
{%- endfor -%}
{%- do return(problems) -%}
{%- endmacro %}
