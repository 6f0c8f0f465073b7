{#-
    Design effect of a category over the authors that have one, each weighted by its posts beyond the first up to a most; at least 1. An
    aggregate.
-#}
{% macro panel_design_effect(design_effect, other_posts, max_weight) -%}
{%- set weight = 'case when ' ~ design_effect ~ ' is not null then least(' ~ other_posts ~ ', ' ~ max_weight ~ ') end' -%}
greatest(
    1.0, coalesce({{ exact_sum(weight ~ ' * ' ~ design_effect, 9) }} / nullif({{ exact_sum(weight, 9) }}, 0), 1.0)
)
{%- endmacro %}
