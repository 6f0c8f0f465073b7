{#-
    part / whole (whole numbers), rounded to a multiple of 2^-50: doubles hold such shares exactly, so shares of one whole, the last of
    them one minus the others, add up to exactly 1 in any order. Off by less than 1e-15; null for an empty whole.
-#}
{% macro exact_share(part, whole) -%}
round({{ part }} / nullif(cast({{ whole }} as double), 0) * 1125899906842624) / 1125899906842624
{%- endmacro %}
