{#- The set (a sum of powers of two) of what the sets of a group hold. An aggregate. -#}
{% macro set_union_of_rows(set) -%}
{{ adapter.dispatch('set_union_of_rows')(set) }}
{%- endmacro %}

{% macro default__set_union_of_rows(set) -%}
bit_or({{ set }})
{%- endmacro %}

{% macro snowflake__set_union_of_rows(set) -%}
bitor_agg({{ set }})
{%- endmacro %}
