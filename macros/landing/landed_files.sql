{#- Number and version of the files that the model's landed table holds. -#}
{% macro landed_files() -%}
    {%- do return(run_query('select distinct file_number, file_version from ' ~ this).rows) -%}
{%- endmacro %}
