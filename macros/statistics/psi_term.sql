{#-
    A part's term of the population stability index, whose sum over the parts is the index: counts of the part and totals,
    formerly and now. Half a unit is added to every part, so that an empty one has a logarithm; counts are doubled, so that they
    stay whole numbers, whose quotient every engine takes as a double.
-#}
{% macro psi_term(former_count, former_total, count, total, parts) -%}
(
    (2 * {{ count }} + 1) / cast(2 * {{ total }} + {{ parts }} as double)
    - (2 * {{ former_count }} + 1) / cast(2 * {{ former_total }} + {{ parts }} as double)
) * ln(
    (2 * {{ count }} + 1) / cast(2 * {{ total }} + {{ parts }} as double)
    / ((2 * {{ former_count }} + 1) / cast(2 * {{ former_total }} + {{ parts }} as double))
)
{%- endmacro %}
