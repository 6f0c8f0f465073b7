{#- True unless AUTHOR_ID_KEY is set: then the landing replaces every author_id, and no text that may hold one is kept. -#}
{% macro shows_author_ids() -%}
{{ adapter.dispatch('shows_author_ids')() }}
{%- endmacro %}

{% macro default__shows_author_ids() -%}
true
{%- endmacro %}

{% macro duckdb__shows_author_ids() -%}
getvariable('author_id_key') is null
{%- endmacro %}
