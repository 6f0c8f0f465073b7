{#-
    A category's share of an author's items, shrunk towards the panel by some prior items, in the chi-square metric
    (divided by the root of the panel's share), times the weight of the category.
-#}
{% macro style_feature(category_items, items, panel_share, weight, prior_items) -%}
{{ weight }}
    * ({{ category_items }} + {{ prior_items }} * {{ panel_share }})
    / ({{ items }} + {{ prior_items }})
    / sqrt({{ panel_share }})
{%- endmacro %}
