{#-
    dbt's own, and a further case: a table that grows by the files of a delivery is rebuilt unless all that it holds comes from
    files of this delivery (and, behind the landing, from the models and seeds as they are). So a new file is added to what
    was there, and a changed, renamed or withdrawn one is never mixed with its former self. A table that grows by accounts is rebuilt
    when a third of what it stores are rows that were deleted.
-#}
{% macro should_full_refresh() -%}
    {%- if dbt.should_full_refresh() -%}
        {%- do return(true) -%}
    {%- endif -%}
    {%- set of_work = 'author_version' if 'author_version' in model.columns else 'built_from' -%}
    {%- set version = 'file_version' if 'source_table' in (model.config.meta or {}) else of_work -%}
    {%- if not execute or version not in model.columns -%}
        {%- do return(false) -%}
    {%- endif -%}
    {%- set table = load_relation(this) -%}
    {%- if table is none -%}
        {%- do return(false) -%}
    {%- elif version not in adapter.get_columns_in_relation(table) | map(attribute='name') -%}
        {%- do return(true) -%}
    {%- elif version == 'author_version' -%}
        {#- drop_former_rows deletes rows of accounts that changed or went; their room is not used again (max_vacuum_tasks in profiles.yml) -#}
        {%- set query -%}
            select estimated_size, (select count(*) from {{ this }})
            from duckdb_tables()
            where
                database_name = '{{ this.database }}' and schema_name = '{{ this.schema }}' and table_name = '{{ this.identifier }}'
        {%- endset -%}
        {%- set stored, live = run_query(query).rows[0] -%}
        {%- do return(stored > 1.5 * live) -%}
    {%- elif version == 'built_from' -%}
        {%- do return(run_query(
            'select built_from from ' ~ this ~ ' where built_from not in (select ' ~ built_from() ~ ' from ' ~ ref('raw_files') ~ ') limit 1'
        ).rows | length > 0) -%}
    {%- endif -%}
    {%- set delivered = [] -%}
    {%- for file in delivered_files() -%}
        {%- do delivered.append((file['file_number'], file['file_version'])) -%}
    {%- endfor -%}
    {%- for file in landed_files() -%}
        {%- if (file['file_number'], file['file_version']) not in delivered -%}
            {%- do return(true) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(false) -%}
{%- endmacro %}
