{#-
    The UTC timestamp that a text spells (no zone means UTC), else null: by itself, or as a number of one of the epoch_units where its
    column holds such numbers. The patterns keep out what engines would also take ('epoch', '05/03/2024'). The first branch is the
    common spelling and spares it the regular expressions.
    unit: one of epoch_units or null, from raw_column_spellings.
-#}
{% macro utc_timestamp(text, unit) -%}
case
    when {{ text }} like '____-__-__ __:__:__' and cast(try_cast({{ text }} as timestamp) as varchar) = {{ text }}
        then try_cast({{ text }} as timestamp)
    when {{ epoch_seconds(text, unit) }} is not null then {{ epoch_timestamp(epoch_seconds(text, unit)) }}
    when {{ wholly_matches('(' ~ iso_spelling(text) ~ ')', "'[0-9-]+( [0-9:.]+( ?Z)?)?'") }}
        then try_cast(trim(replace({{ iso_spelling(text) }}, 'Z', '')) as timestamp)
    when {{ iso_spelling(text) }} is not null then {{ offset_timestamp('(' ~ iso_spelling(text) ~ ')') }}
end
{%- endmacro %}
