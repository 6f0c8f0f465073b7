{#- Whole seconds from the first timestamp to the second. -#}
{% macro seconds_between(first, second) -%}
{{ adapter.dispatch('seconds_between')(first, second) }}
{%- endmacro %}

{% macro default__seconds_between(first, second) -%}
datediff(second, {{ first }}, {{ second }})
{%- endmacro %}

{% macro duckdb__seconds_between(first, second) -%}
date_diff('second', {{ first }}, {{ second }})
{%- endmacro %}
