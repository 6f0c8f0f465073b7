{#-
    The BIGINT that a text spells as an id, else null. Beside '1204' and '1204.0': '895,209,665,083', and '6e+11' as R writes it, but
    nothing that may have lost digits on its way: 8.95209E+11 of a spreadsheet, 9007199254740992.0 of a float (it may have been
    ...93), 123.000 whose point may separate thousands.
    exponents: whether scientific notation in its column is exact, a column of raw_column_spellings; null where nobody looked at the column.
-#}
{% macro whole_id(text, exponents='null') -%}
case
    when cast(try_cast({{ text }} as bigint) as varchar) = {{ text }} then try_cast({{ text }} as bigint)
    when {{ wholly_matches('trim(' ~ text ~ ')', "'[+-]?[0-9]+'") }} then try_cast(trim({{ text }}) as bigint)
    when {{ wholly_matches('trim(' ~ text ~ ')', "'[+-]?([0-9]+[.](00?|0000+)?|[0-9][0-9][0-9][0-9]+[.]000)'") }}
        then
            case
                when {{ is_exact_double("try_cast(split_part(trim(" ~ text ~ "), '.', 1) as bigint)") }}
                    then try_cast(split_part(trim({{ text }}), '.', 1) as bigint)
            end
    when {{ wholly_matches('trim(' ~ text ~ ')', "'[+-]?[0-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+'") }}
        then try_cast(replace(trim({{ text }}), ',', '') as bigint)
    when {{ digits_left_out(text) }} <= 0 then {{ whole_double('try_cast(trim(' ~ text ~ ') as double)') }}
    when {{ exponents }} = 'exact' and {{ is_short_mantissa(text) }}
        or coalesce({{ exponents }}, 'exact') = 'exact' and ({{ is_short_mantissa(text, most_decimals=1) }} or {{ is_long_mantissa(text) }})
        then {{ whole_double('try_cast(trim(' ~ text ~ ') as double)') }}
end
{%- endmacro %}
