{#- The key of the set of labels that the rows of a group bear, each label once: the exclusive or of their keys; 0 for none. An aggregate. -#}
{% macro set_key_of_rows(label_key) -%}
{{ adapter.dispatch('set_key_of_rows')(label_key) }}
{%- endmacro %}

{% macro default__set_key_of_rows(label_key) -%}
bit_xor({{ label_key }})
{%- endmacro %}

{% macro snowflake__set_key_of_rows(label_key) -%}
bitxor_agg({{ label_key }})
{%- endmacro %}
