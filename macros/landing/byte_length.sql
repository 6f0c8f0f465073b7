{#- Length of a text; in bytes where that is what the engine has at hand. -#}
{% macro byte_length(text) -%}
{{ adapter.dispatch('byte_length')(text) }}
{%- endmacro %}

{% macro default__byte_length(text) -%}
length({{ text }})
{%- endmacro %}

{% macro duckdb__byte_length(text) -%}
strlen({{ text }})
{%- endmacro %}
