{#-
    True for an id in scientific notation with so few digits that a tool may have written a round number as short as it can: 6e+11 of R,
    1.25e+11, 6.0E11 of Java. Neither 6E+11, as a spreadsheet writes what it rounded, nor 1.20e+11, whose last zero shows that the number of
    its digits is fixed.
    most_decimals: 4, or 1.
-#}
{% macro is_short_mantissa(text, most_decimals=4) -%}
{%- set more = '' if most_decimals == 1 else '|[0-9]?[0-9]?[0-9][1-9]' -%}
{{ wholly_matches('trim(' ~ text ~ ')', "'[+-]?[0-9]([.]([0-9]" ~ more ~ "))?(e[+]?|E)[0-9]+'") }}
{%- endmacro %}
