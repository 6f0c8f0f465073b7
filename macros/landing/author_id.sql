{#-
    The author_id that a text spells: the number itself or, when AUTHOR_ID_KEY is set, 60 bits of a keyed hash of it, so that
    nothing behind the files holds the number. Without the key nobody can hash all numbers and compare; with the key anybody can.
    The key goes into the hash twice, as in HMAC. It is a variable of the session, put there by fashion_panel/landing/dbt_plugin.py: no SQL text, and so
    no log, artefact or view, holds it.
    text: text expression; part: 'id', or 'check' for the next 60 bits, which distinguish two accounts that share the first by
    chance (null without a key); exponents: as for whole_id.
-#}
{% macro author_id(text, part='id', exponents='null') -%}
{%- set number -%}{{ whole_id(text, exponents) }}{%- endset -%}
{%- if shows_author_ids() | trim == 'true' -%}
{{ number if part == 'id' else 'cast(null as bigint)' }}
{%- else -%}
case
    when {{ shows_author_ids() }} then {{ number if part == 'id' else 'cast(null as bigint)' }}
    else cast('0x' || substr(
        md5(getvariable('author_id_key') || ':outer:' || md5(getvariable('author_id_key') || ':inner:' || cast({{ number }} as varchar))),
        {{ 1 if part == 'id' else 16 }}, 15
    ) as bigint)
end
{%- endif -%}
{%- endmacro %}
