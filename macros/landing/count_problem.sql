{#-
    Why the cell of a count says nothing, null when it does, or when it is empty or a word for that.
    count: what column_count read from the text, negative ones included; words: of null_words.
-#}
{% macro count_problem(text, count, points, words) -%}
case
    when {{ count }} >= 0 or {{ text }} is null then null
    when {{ count }} < 0 or {{ plain_number(text) }} < 0 then 'negative_set_to_null'
    when trim({{ text }}) = '' or {{ is_null_word(text, words) }} then null
    when {{ is_point_of_three(text) }} and coalesce({{ points }}, 'ambiguous') = 'ambiguous' then 'point_is_ambiguous'
    else 'not_readable_set_to_null'
end
{%- endmacro %}
