{#-
    A sum of doubles that doesn't depend on the order of the rows, nor on the number of threads: the addends are rounded
    to 15 decimals (or as many as told) and added as decimals. For sums below 10^(37 - decimals).
-#}
{% macro exact_sum(value, decimals=15) -%}
cast(sum(cast({{ value }} as numeric(38, {{ decimals }}))) as double)
{%- endmacro %}
