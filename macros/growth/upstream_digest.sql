{#- A digest of the model's file and of all models and seeds that it depends on; empty while dbt parses. -#}
{% macro upstream_digest() -%}
    {%- if execute -%}
        {%- set checksums = {} -%}
        {%- do collect_checksums(model.unique_id, checksums) -%}
        {%- do return(local_md5(checksums.items() | sort | join(','))) -%}
    {%- endif -%}
{%- endmacro %}
