{#- The value of a rule of the seed spelling_rules, as a literal; 0 while dbt parses. -#}
{% macro spelling_rule(rule) -%}
    {%- set seed = ref('spelling_rules') -%}
    {%- if not execute -%}{%- do return('0') -%}{%- endif -%}
    {%- do return(run_query("select value from " ~ seed ~ " where rule = '" ~ rule ~ "'").rows[0][0] | string) -%}
{%- endmacro %}
