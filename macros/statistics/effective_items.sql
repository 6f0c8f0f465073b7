{#-
    Independent items that would say as much of a category's share as an author's items do, at least 1: items over the author's design
    effect, which rests on few posts and so is shrunk to the panel's; null without items.
-#}
{% macro effective_items(items, other_posts, design_effect, panel_design_effect, prior_posts) -%}
case
    when {{ items }} > 0
        then greatest(
            1.0,
            {{ items }} / greatest(
                1.0,
                ({{ prior_posts }} * {{ panel_design_effect }} + {{ other_posts }} * coalesce({{ design_effect }}, {{ panel_design_effect }}))
                / ({{ prior_posts }} + {{ other_posts }})
            )
        )
end
{%- endmacro %}
