{#- The power of two that stands for a list of the published clusters in a set of lists, by the number of the list. -#}
{% macro published_list_bit(list_number) -%}
cast(power(2, {{ list_number }} - 1) as bigint)
{%- endmacro %}
