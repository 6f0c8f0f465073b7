{#- Mean of the values that aren't null, whatever the order of the rows (see exact_sum); null without any. An aggregate. -#}
{% macro exact_mean(value) -%}
{{ exact_sum(value) }} / nullif(count({{ value }}), 0)
{%- endmacro %}
