{#- The rows of raw_files of a source table, by default the one in the model's meta, in order; none while dbt parses, and on an engine that reads no files. -#}
{% macro delivered_files(source_table=none) -%}
    {%- if not execute or target.type != 'duckdb' or load_relation(ref('raw_files')) is none -%}
        {%- do return([]) -%}
    {%- endif -%}
    {%- set query -%}
        select file_number, read_path, file_format, is_repaired, record_count, file_version, cast(to_json(columns) as varchar) as columns
        from {{ ref('raw_files') }}
        where source_table = '{{ source_table or model.config.meta.source_table }}'
        order by file_number
    {%- endset -%}
    {%- do return(run_query(query).rows) -%}
{%- endmacro %}
