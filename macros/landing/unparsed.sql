{#- The text of a cell that holds something, although nothing could be read from it; null when it is blank or was read. -#}
{% macro unparsed(text, value) -%}
case when {{ value }} is null and trim({{ text }}) <> '' then {{ text }} end
{%- endmacro %}
