{#- The text of a record from its fields, quoted as CSV asks for. raw_fields: list of text. -#}
{% macro raw_text(raw_fields) -%}
array_to_string(
    list_transform({{ raw_fields }}, lambda field: coalesce(
        case
            when regexp_matches(field, '[",\r\n]') then '"' || replace(field, '"', '""') || '"'
            else field
        end, ''
    )), ','
)
{%- endmacro %}
