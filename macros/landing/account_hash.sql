{#- The hash of an id in the list of forgotten accounts; salt: text; id: an expression. -#}
{% macro account_hash(salt, id) -%}
{{ adapter.dispatch('account_hash')(salt, id) }}
{%- endmacro %}

{% macro default__account_hash(salt, id) -%}
sha2('{{ salt }}:' || cast({{ id }} as varchar), 256)
{%- endmacro %}

{% macro duckdb__account_hash(salt, id) -%}
sha256('{{ salt }}:' || cast({{ id }} as varchar))
{%- endmacro %}
