{#- True when the set (a sum of powers of two) holds the element (one power of two): category_set and category_bit. -#}
{% macro set_holds(set, element) -%}
({{ set }} & {{ element }}) <> 0
{%- endmacro %}
