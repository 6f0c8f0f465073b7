{#- True when value lies between lower and upper, both included; null when any of them is. -#}
{% macro in_range(value, lower, upper) -%}
{{ value }} between {{ lower }} and {{ upper }}
{%- endmacro %}
