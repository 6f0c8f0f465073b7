{#- True for a number that a floating-point number holds exactly, and that no neighbour is rounded to: below 2^53. -#}
{% macro is_exact_double(number) -%}
{{ number }} between -9007199254740991 and 9007199254740991
{%- endmacro %}
