{#- Number of the file times 10^10, plus the line: identifies a record by one number, which costs less to look up than two. -#}
{% macro record_number() -%}
file_number * 10000000000 + line_number
{%- endmacro %}
