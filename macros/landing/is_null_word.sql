{#-
    True when a text is one of the words that null_words returned, be it between blanks. Most texts are longer than any of them, so the
    length is asked first, and what blanks may have made longer. By case, since the engine works out both sides of an and.
-#}
{% macro is_null_word(text, words) -%}
{%- set lengths = [0] -%}
{%- for word in words %}{% do lengths.append(word | length) %}{% endfor -%}
case when {{ byte_length(text) }} <= {{ lengths | max }} or {{ text }} like ' %' or {{ text }} like '% ' then (
    {%- for word in words %}
    {#- engines disagree on what a backslash says in a literal #}
    {{- 'or ' if not loop.first }}trim({{ text }}) = {{ "'" ~ word | replace('\\', "' || chr(92) || '") ~ "'" }}
    {% else %}false{% endfor -%}
) else false end
{%- endmacro %}
