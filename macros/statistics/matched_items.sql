{#-
    Items of one period as they count when every account weighs the same in two periods (Mantel-Haenszel): items times
    other_base / (own_base + other_base). In: items of the period, items of the garment type in it, and in the other period.
    0 for an account with the garment type in one of the periods only: it says nothing about a change.
-#}
{% macro matched_items(items, own_base, other_base) -%}
case
    when {{ own_base }} > 0 and {{ other_base }} > 0
        then cast({{ items }} as double) * {{ other_base }} / ({{ own_base }} + {{ other_base }})
    else 0
end
{%- endmacro %}
