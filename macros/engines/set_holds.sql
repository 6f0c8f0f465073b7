{#- True when a set (a sum of powers of two, such as category_set) holds all elements of another: of one power of two, just that. -#}
{% macro set_holds(set, elements) -%}
{{ adapter.dispatch('set_holds')(set, elements) }}
{%- endmacro %}

{% macro default__set_holds(set, elements) -%}
({{ set }} & {{ elements }}) = {{ elements }}
{%- endmacro %}

{% macro snowflake__set_holds(set, elements) -%}
bitand({{ set }}, {{ elements }}) = {{ elements }}
{%- endmacro %}
