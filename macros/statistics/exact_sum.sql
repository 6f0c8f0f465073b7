{#-
    A sum of doubles that doesn't depend on the order of the rows, nor on the number of threads: the addends are rounded
    to 15 decimals and added as decimals. For addends below 1e20 in all.
-#}
{% macro exact_sum(value) -%}
cast(sum(cast({{ value }} as numeric(38, 15))) as double)
{%- endmacro %}
