{#- A follower count as a whole number, cut not rounded: '11995.57' counts as 11995; null when the text is no number. -#}
{% macro whole_followers(text) -%}
coalesce({{ exact_integer(text) }}, try_cast(trunc({{ plain_number(text) }}) as bigint))
{%- endmacro %}
