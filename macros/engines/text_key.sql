{#- 60 bits of the MD5 of a text as a bigint, never negative: the same on every engine and in every version, so it may be stored. -#}
{% macro text_key(text) -%}
{{ adapter.dispatch('text_key')(text) }}
{%- endmacro %}

{% macro default__text_key(text) -%}
cast('0x' || substr(md5({{ text }}), 1, 15) as bigint)
{%- endmacro %}

{% macro spark__text_key(text) -%}
cast(conv(substr(md5({{ text }}), 1, 15), 16, 10) as bigint)
{%- endmacro %}

{#- Snowflake's own ways (to_number by 'XXX', md5_number_upper64) its emulator doesn't know: digit by digit, each as the number of digits before it -#}
{% macro snowflake__text_key(text) -%}
cast(
    {%- for place in range(15) %}
    {{ '+ ' if not loop.first }}length(split_part('0123456789abcdef', substr(md5({{ text }}), {{ place + 1 }}, 1), 1)) * {{ 16 ** (14 - place) }}
    {%- endfor %}
    as bigint
)
{%- endmacro %}
