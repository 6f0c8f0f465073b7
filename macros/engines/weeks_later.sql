{#- The date so many weeks later (a whole number; below zero: earlier). -#}
{% macro weeks_later(day, weeks) -%}
{{ adapter.dispatch('weeks_later')(day, weeks) }}
{%- endmacro %}

{% macro default__weeks_later(day, weeks) -%}
cast(dateadd(day, 7 * ({{ weeks }}), {{ day }}) as date)
{%- endmacro %}

{% macro duckdb__weeks_later(day, weeks) -%}
({{ day }} + cast(7 * ({{ weeks }}) as integer))
{%- endmacro %}
