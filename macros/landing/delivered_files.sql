{#-
    The rows of raw_files of a source table, by default of the one or the list in the model's meta, in order; none while dbt parses, and on
    an engine that reads no files. Where cells are read by their column (meta is_read_by_column), a file's version covers what the other
    files of its table say of the column: a new one may change how the landed ones are read.
-#}
{% macro delivered_files(source_table=none) -%}
    {%- if not execute or target.type != 'duckdb' or load_relation(ref('raw_files')) is none -%}
        {%- do return([]) -%}
    {%- endif -%}
    {%- set file_version = 'file_version' -%}
    {%- if model.config.meta.is_read_by_column -%}
        {%- set verdict = "concat(column_name, ':', points, ':', commas, ':', exponents)" -%}
        {%- set file_version -%}
        xor(file_version, (
            select coalesce(cast('0x' || substr(md5(string_agg(distinct {{ verdict }}, ',' order by {{ verdict }})), 1, 15) as bigint), 0)
            from {{ ref('raw_column_spellings') }}
            where source_table = '{{ model.config.meta.source_table }}' and coalesce(points, commas, exponents) is not null
        ))
        {%- endset -%}
    {%- endif -%}
    {%- set tables = source_table or model.config.meta.source_table -%}
    {%- set query -%}
        select
            file_number, read_path, file_format, is_repaired, record_count,
            {{ file_version }} as file_version, cast(to_json(columns) as varchar) as columns
        from {{ ref('raw_files') }}
        where source_table in ('{{ ([tables] if tables is string else tables) | join("', '") }}')
        order by file_number
    {%- endset -%}
    {%- do return(run_query(query).rows) -%}
{%- endmacro %}
