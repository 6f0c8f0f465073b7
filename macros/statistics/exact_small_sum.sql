{#-
    A sum of doubles from 0 on that doesn't depend on the order of the rows, at half the cost of exact_sum: the addends are rounded to
    multiples of 2^-33 (1.2e-10), and doubles add whole numbers exactly up to 2^53. For sums below 2^20, a million; above, the order
    may show in the last digits.
-#}
{% macro exact_small_sum(value) -%}
(sum(round(({{ value }}) * 8589934592e0)) / 8589934592e0)
{%- endmacro %}
