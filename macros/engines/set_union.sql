{#- The set (a sum of powers of two) of what two sets hold. -#}
{% macro set_union(set, other_set) -%}
{{ adapter.dispatch('set_union')(set, other_set) }}
{%- endmacro %}

{% macro default__set_union(set, other_set) -%}
({{ set }} | {{ other_set }})
{%- endmacro %}

{% macro snowflake__set_union(set, other_set) -%}
bitor({{ set }}, {{ other_set }})
{%- endmacro %}
