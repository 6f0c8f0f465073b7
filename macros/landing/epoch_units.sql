{#- What a number as a date may count since 1970, and how many of it are a second. -#}
{% macro epoch_units() -%}
{%- do return({'seconds': 1, 'milliseconds': 1000, 'microseconds': 1000000, 'nanoseconds': 1000000000}) -%}
{%- endmacro %}
