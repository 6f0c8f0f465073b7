{#-
    A 64-bit hash of some columns, nulls included: a fast key within one build. Its values differ from engine to engine,
    so none is ever stored in a mart.
-#}
{% macro fingerprint(columns) -%}
{{ adapter.dispatch('fingerprint')(columns) }}
{%- endmacro %}

{% macro default__fingerprint(columns) -%}
hash({{ columns | join(', ') }})
{%- endmacro %}

{% macro spark__fingerprint(columns) -%}
xxhash64({{ columns | join(', ') }})
{%- endmacro %}
