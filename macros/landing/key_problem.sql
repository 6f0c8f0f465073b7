{#-
    Branches of a CASE that say why a key can't be used: it is missing, has more than 64 bits, may have lost digits on its way
    through a floating-point number, or is no integer.
-#}
{% macro key_problem(column, value, name, words) -%}
when {{ column }} is null or trim({{ column }}) = '' or {{ is_null_word(column, words) }} then '{{ name }}_missing'
    when {{ value }} is null
        and {{ wholly_matches('trim(' ~ column ~ ')', "'[+-]?[0-9]+([.]0*)?'") }}
        and try_cast(split_part(trim({{ column }}), '.', 1) as bigint) is null
        then '{{ name }}_beyond_64_bits'
    when {{ value }} is null
        and {{ wholly_matches('trim(' ~ column ~ ')', "'[+-]?([0-9]+([.][0-9]*)?[eE][+]?[0-9]+|[0-9]+[.]0*)'") }}
        then '{{ name }}_not_exact'
    when {{ value }} is null then '{{ name }}_not_an_integer'
{%- endmacro %}
