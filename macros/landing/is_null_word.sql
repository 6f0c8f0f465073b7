{#-
    True when a text is one of the words that null_words returned, be it between blanks. The length is asked first: most texts are
    longer than any of them.
-#}
{% macro is_null_word(text, words) -%}
{%- set lengths = [0] -%}
{%- for word in words %}{% do lengths.append(word | length) %}{% endfor -%}
({{ byte_length(text) }} <= {{ lengths | max + 1 }} and (
    {%- for word in words %}
    {#- engines disagree on what a backslash says in a literal #}
    {{- 'or ' if not loop.first }}trim({{ text }}) = {{ "'" ~ word | replace('\\', "' || chr(92) || '") ~ "'" }}
    {% else %}false{% endfor -%}
))
{%- endmacro %}
