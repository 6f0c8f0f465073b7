{#- The text of a record from its fields, a list of text, quoted as CSV asks for; null for null. -#}
{% macro raw_text(fields) -%}
array_to_string(
    list_transform({{ fields }}, lambda field: coalesce(
        case
            when regexp_matches(field, '[",\r\n]') then '"' || replace(field, '"', '""') || '"'
            else field
        end, ''
    )), ','
)
{%- endmacro %}
