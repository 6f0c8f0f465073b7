{#- The date so many days later (a whole number; below zero: earlier). -#}
{% macro days_later(day, days) -%}
{{ adapter.dispatch('days_later')(day, days) }}
{%- endmacro %}

{% macro default__days_later(day, days) -%}
cast(dateadd(day, {{ days }}, {{ day }}) as date)
{%- endmacro %}

{% macro duckdb__days_later(day, days) -%}
({{ day }} + cast({{ days }} as integer))
{%- endmacro %}
