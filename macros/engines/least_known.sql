{#- The smaller of two values, or the one that isn't null: in Snowflake least itself would be null. -#}
{% macro least_known(value, other_value) -%}
{{ adapter.dispatch('least_known')(value, other_value) }}
{%- endmacro %}

{% macro default__least_known(value, other_value) -%}
least({{ value }}, {{ other_value }})
{%- endmacro %}

{% macro snowflake__least_known(value, other_value) -%}
least_ignore_nulls({{ value }}, {{ other_value }})
{%- endmacro %}
