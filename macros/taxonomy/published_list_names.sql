{#- Names of the lists of the published clusters, for columns; the seed published_cluster_lists has the same, with their weights. -#}
{% macro published_list_names() -%}
{{ return(['luxury', 'sportswear', 'footwear', 'accessories', 'clothing']) }}
{%- endmacro %}
