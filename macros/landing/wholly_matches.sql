{#- True when the whole of a text matches a regular expression (a literal), which has no backslash: engines disagree on what it says in a literal. -#}
{% macro wholly_matches(text, pattern) -%}
{{ adapter.dispatch('wholly_matches')(text, pattern) }}
{%- endmacro %}

{% macro default__wholly_matches(text, pattern) -%}
regexp_like({{ text }}, {{ pattern }})
{%- endmacro %}

{% macro duckdb__wholly_matches(text, pattern) -%}
regexp_full_match({{ text }}, {{ pattern }})
{%- endmacro %}
