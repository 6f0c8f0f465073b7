{#-
    True when a text is one of the words that null_words returned but for capitals: n/a, none, Null. Such a text stays, and is told. The
    length is asked first, as most texts are longer; and not by a list behind IN, of which the engine makes a join for every row.
-#}
{% macro is_nearly_null_word(text, words) -%}
{%- set lengths, plain = [0], [] -%}
{%- for word in words if '\\' not in word %}{% do lengths.append(word | length) %}{% do plain.append(word | lower) %}{% endfor -%}
case
            when {{ byte_length(text) }} <= {{ lengths | max }}
                then (
                    {%- for word in plain | unique %}{{ ' or ' if not loop.first }}lower(trim({{ text }})) = '{{ word }}'{% else %}false{% endfor -%}
                ) and not {{ is_null_word(text, words) }}
            else false
        end
{%- endmacro %}
