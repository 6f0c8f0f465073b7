{#-
    The DOUBLE that a text spells in a column whose spelling is known, else null.
    points, commas: columns of raw_column_spellings, null where the column gives no evidence.
-#}
{% macro column_number(text, points, commas) -%}
case
    when {{ is_point_of_three(text) }} then case when {{ points }} = 'decimal' then try_cast(trim({{ text }}) as double) end
    when {{ wholly_matches('trim(' ~ text ~ ')', "'[+-]?[0-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+([.][0-9]*)?'") }}
        then case when {{ commas }} = 'thousands' then try_cast(replace(trim({{ text }}), ',', '') as double) end
    else {{ plain_number(text) }}
end
{%- endmacro %}
