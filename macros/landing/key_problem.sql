{#- Branches of a CASE that say why a key can't be used: it is missing, or it is no integer. -#}
{% macro key_problem(column, value, name) -%}
when {{ column }} is null or trim({{ column }}) = '' then '{{ name }}_missing'
    when {{ value }} is null then '{{ name }}_not_an_integer'
{%- endmacro %}
