{#- The date so many weeks later (a whole number; below zero: earlier). -#}
{% macro weeks_later(day, weeks) -%}
{{ days_later(day, '7 * (' ~ weeks ~ ')') }}
{%- endmacro %}
