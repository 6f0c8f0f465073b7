{#-
    Upper limit of the standard deviation of values known by their sum, the sum of their squares and their count, z standard deviations
    wide (1.645 for 95 %): s sqrt((n - 1) / chi-square), the quantile by E. B. Wilson and M. M. Hilferty, PNAS 17 (1931). Null below two, and
    where so few values have no limit of that width.
-#}
{% macro spread_upper_bound(sum_x, sum_xx, value_count, z) -%}
{%- set df = 'nullif(' ~ value_count ~ ' - 1, 0)' -%}
sqrt(greatest(({{ sum_xx }} - power({{ sum_x }}, 2) / {{ value_count }}) / {{ df }}, 0.0))
    / sqrt(power(nullif(greatest(1 - 2 / cast(9 * {{ df }} as double) - {{ z }} * sqrt(2 / cast(9 * {{ df }} as double)), 0.0), 0.0), 3))
{%- endmacro %}
