{#-
    How many digits of a number in scientific notation are not written: 6 of 8.95209e+11, none of 8.95209665083E11; null for a text in
    another notation. The digits left out are zeros, or a tool rounded them off.
-#}
{% macro digits_left_out(text) -%}
{%- set parts = "lower(trim(" ~ text ~ "))" -%}
case
    when {{ wholly_matches('trim(' ~ text ~ ')', "'[+-]?[0-9]([.][0-9]*)?[eE][+]?[0-9]+'") }}
        then try_cast(replace(split_part({{ parts }}, 'e', 2), '+', '') as bigint)
            - length(split_part(split_part({{ parts }}, 'e', 1), '.', 2))
end
{%- endmacro %}
