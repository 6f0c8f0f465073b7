{#-
    A row for each delivered file, inspected before anything reads it; a table of Snowflake is one file. DuckDB's stops with its
    sentence when the delivery can't be read; a file that the former table knows by its digest is not inspected again, unless a repaired
    copy of it is to be made. Columns: those of raw_files but file_number.
-#}
{% macro inspected_files() -%}
{{ adapter.dispatch('inspected_files')() }}
{%- endmacro %}

{% macro default__inspected_files() -%}
    {%- set known -%}
    {%- if is_incremental() -%}
        (
            select coalesce(json_group_array(to_json(former)), '[]')
            from (
                select source_table, source_file, file_format, columns, record_count, file_version
                from {{ this }}
                where not is_repaired
            ) as former
        )
    {%- else -%}
        '[]'
    {%- endif -%}
    {%- endset %}
    select
        case when raw_file.problem is not null then error(raw_file.problem) else raw_file.source_table end as source_table,
        raw_file.source_file,
        raw_file.read_path,
        raw_file.file_format,
        raw_file.columns,
        raw_file.record_count,
        raw_file.rejected_count,
        raw_file.is_repaired,
        raw_file.file_version,
        md5(string_agg(cast(raw_file.file_version as varchar), ',') over (
            partition by raw_file.source_table order by raw_file.source_file rows unbounded preceding
        )) as delivery_version
    from (select unnest(inspect_raw_files({{ known }})) as raw_file)
{%- endmacro %}

{% macro snowflake__inspected_files() -%}
    {%- for name in ['MART_AUTHORS', 'MART_AUTHORS_SEGMENTATIONS', 'MART_IMAGES_OF_POSTS', 'MART_IMAGES_LABELS'] %}
    {%- set delivered = source('delivery', name) %}
    select
        '{{ name }}' as source_table,
        '{{ delivered }}' as source_file,
        '{{ delivered }}' as read_path,
        'table' as file_format,
        cast(null as string) as columns,
        count(*) as record_count,
        0 as rejected_count,
        false as is_repaired,
        0 as file_version,
        'in place' as delivery_version
    from {{ delivered }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
