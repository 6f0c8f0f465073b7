{#-
    A moment in the one spelling that utc_timestamp reads, null for what has another form: the year first, between hyphens or slashes,
    then perhaps a time, with one digit for the hour if need be, and perhaps Z, UTC, GMT, +0000 UTC or an offset.
-#}
{% macro iso_spelling(text) -%}
{%- set pattern -%}
'[0-9][0-9][0-9][0-9](-[0-9][0-9]?-|/[0-9][0-9]?/)[0-9][0-9]?([ T] ?[0-9][0-9]?:[0-9][0-9](:[0-9][0-9]([.][0-9]+)?)?( ?(Z|UTC|GMT|[+]00:?00 UTC|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?))?)?'
{%- endset -%}
{#- Z is freed of its other names first, since these have a T in them -#}
{%- set zone_named -%}
replace(replace(replace(replace(trim({{ text }}), 'GMT', 'Z'), 'UTC', 'Z'), '+0000 Z', 'Z'), '+00:00 Z', 'Z')
{%- endset -%}
{%- set spaced -%}replace(replace({{ zone_named }}, 'T', ' '), '/', '-'){%- endset -%}
{%- set day -%}split_part({{ spaced }}, ' ', 1){%- endset -%}
{%- set clock -%}trim(substr({{ spaced }}, length({{ day }}) + 1)){%- endset -%}
case
    when {{ wholly_matches('trim(' ~ text ~ ')', pattern) }}
        then trim(
            split_part({{ day }}, '-', 1) || '-' || lpad(split_part({{ day }}, '-', 2), 2, '0') || '-' || lpad(split_part({{ day }}, '-', 3), 2, '0')
            || ' ' || case when {{ clock }} like '_:%' then '0' else '' end || {{ clock }}
        )
end
{%- endmacro %}
