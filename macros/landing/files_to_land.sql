{#-
    The rows of raw_files that a landed model is to read, in order: those that its table doesn't hold yet, or all when it is
    rebuilt. For use while the model is compiled; the model's meta names its source_table.
-#}
{% macro files_to_land(source_table=none) -%}
    {#- one without records may have no header either -#}
    {%- set files = delivered_files(source_table) | rejectattr('record_count', 'equalto', 0) | list -%}
    {%- if files and is_incremental() -%}
        {%- set files = files | rejectattr('file_version', 'in', landed_files() | map(attribute='file_version') | list) | list -%}
    {%- endif -%}
    {%- do return(files) -%}
{%- endmacro %}
