{#-
    True for an id in scientific notation with so many digits that hardly a tool would have rounded it, and no zero behind them that a fixed
    number of digits would leave: 8.9520966508E11.
-#}
{% macro is_long_mantissa(text) -%}
{{ wholly_matches('trim(' ~ text ~ ')', "'[+-]?[0-9][.][0-9][0-9][0-9][0-9][0-9][0-9][0-9]+[1-9][eE][+]?[0-9]+'") }}
{%- endmacro %}
