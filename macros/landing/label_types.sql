{#- The label types of the seed, as a list; the vision models are unknown while dbt parses. -#}
{% macro label_types() -%}
    {%- set seed = ref('label_types') -%}
    {%- set types = [] -%}
    {%- if execute -%}
        {%- for row in run_query('select label_type from ' ~ seed ~ ' order by label_type').rows %}{% do types.append(row[0]) %}{% endfor -%}
    {%- endif -%}
    {%- do return(types) -%}
{%- endmacro %}
