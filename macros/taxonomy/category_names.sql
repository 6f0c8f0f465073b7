{#- Names of the categories, in alphabetical order, for columns: a column of a table can't come from a row of the seed categories. -#}
{% macro category_names() -%}
{{ return(['accessories', 'clothing', 'denim_and_pattern', 'footwear', 'luxury', 'sportswear', 'statement_pieces', 'streetwear']) }}
{%- endmacro %}
