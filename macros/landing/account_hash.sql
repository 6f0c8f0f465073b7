{#- The hash of an id in the list of forgotten accounts; salt: text; id: an expression. -#}
{% macro account_hash(salt, id) -%}
sha256('{{ salt }}:' || cast({{ id }} as varchar))
{%- endmacro %}
