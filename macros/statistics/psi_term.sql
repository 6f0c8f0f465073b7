{#-
    A part's term of the population stability index, whose sum over the parts is the index: counts of the part and totals,
    formerly and now. Half a unit is added to every part, so that an empty one has a logarithm.
-#}
{% macro psi_term(former_count, former_total, count, total, parts) -%}
(
    ({{ count }} + 0.5) / ({{ total }} + 0.5 * {{ parts }})
    - ({{ former_count }} + 0.5) / ({{ former_total }} + 0.5 * {{ parts }})
) * ln(
    ({{ count }} + 0.5) / ({{ total }} + 0.5 * {{ parts }})
    / (({{ former_count }} + 0.5) / ({{ former_total }} + 0.5 * {{ parts }}))
)
{%- endmacro %}
