{#-
    The BIGINT that a text spells, else null: '1204' and '1204.0', but neither '1204.7' (a bare cast rounds it to 1205) nor
    '0x10' (cast: 16). The first branch is the common spelling and spares it the regular expression.
-#}
{% macro exact_integer(text) -%}
case
    when cast(try_cast({{ text }} as bigint) as varchar) = {{ text }} then try_cast({{ text }} as bigint)
    when {{ wholly_matches('trim(' ~ text ~ ')', "'[+-]?[0-9]+([.]0*)?'") }}
        then try_cast(split_part(trim({{ text }}), '.', 1) as bigint)
end
{%- endmacro %}
