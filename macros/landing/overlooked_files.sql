{#- A sentence for each file of the raw folder that only looks like a part; none on an engine that reads no files. -#}
{% macro overlooked_files() -%}
    {%- if target.type != 'duckdb' -%}
        {%- do return([]) -%}
    {%- endif -%}
    {%- do return(run_query('select unnest(overlooked_raw_files()) as sentence').columns[0].values()) -%}
{%- endmacro %}
