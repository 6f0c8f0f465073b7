{#-
    dbt's own, and a further case: a landed table is made anew unless the files it holds are, in number and version, files of
    this delivery. So a further part is added to what was landed, and a changed, renamed or withdrawn one is never mixed
    with its former self.
-#}
{% macro should_full_refresh() -%}
    {%- if dbt.should_full_refresh() -%}
        {%- do return(true) -%}
    {%- elif not execute or 'source_table' not in (model.config.meta or {}) -%}
        {%- do return(false) -%}
    {%- endif -%}
    {%- set landed = load_relation(this) -%}
    {%- if landed is none -%}
        {%- do return(false) -%}
    {%- elif 'file_version' not in adapter.get_columns_in_relation(landed) | map(attribute='name') -%}
        {%- do return(true) -%}
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
