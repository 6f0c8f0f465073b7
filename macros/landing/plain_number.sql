{#- The DOUBLE that a text spells in decimal digits ('11995.57', '1.2e4'), else null: no hexadecimal, no 'nan', no 'inf'. -#}
{% macro plain_number(text) -%}
case
    when {{ wholly_matches('trim(' ~ text ~ ')', "'[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?'") }}
        then try_cast(trim({{ text }}) as double)
end
{%- endmacro %}
