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

{% macro snowflake__text_key(text) -%}
to_number(substr(md5({{ text }}), 1, 15), 'XXXXXXXXXXXXXXX')
{%- endmacro %}
