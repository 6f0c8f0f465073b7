{#- True for a header line that stands again among the records: the key column holds its own name. -#}
{% macro is_repeated_header(column) -%}
upper(trim({{ column }})) = upper('{{ column | replace('raw_', '') }}')
{%- endmacro %}
