{#- A follower count as a whole number, cut not rounded: '11995.57' counts as 11995; null when the text is no number. -#}
{% macro whole_followers(text) -%}
coalesce(
    {{ exact_integer(text) }},
    -- 2^63, beyond which no BIGINT is
    case when abs({{ plain_number(text) }}) < 9223372036854775808 then cast(trunc({{ plain_number(text) }}) as bigint) end
)
{%- endmacro %}
