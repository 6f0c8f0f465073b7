{#- The text of a record of raw_records (which see for columns), its fields quoted as CSV asks for. -#}
{% macro raw_text(columns) -%}
{{ adapter.dispatch('raw_text')(columns) }}
{%- endmacro %}

{% macro duckdb__raw_text(columns) -%}
{%- set fields = [] -%}
{%- for column in columns %}{% do fields.append('raw_' ~ column | lower) %}{% endfor -%}
coalesce(
    broken_text
    {%- for list in ['raw_fields', '[' ~ fields | join(', ') ~ ']'] %}, array_to_string(
        list_transform({{ list }}, lambda field: coalesce(
            case
                when regexp_matches(field, '[",\r\n]') then '"' || replace(field, '"', '""') || '"'
                else field
            end, ''
        )), ','
    )
    {%- endfor %}
)
{%- endmacro %}

{% macro default__raw_text(columns) -%}
{%- for column in columns -%}
case
    when raw_{{ column | lower }} like '%,%' or raw_{{ column | lower }} like '%"%' or raw_{{ column | lower }} like '%' || chr(10) || '%'
        then '"' || replace(raw_{{ column | lower }}, '"', '""') || '"'
    else coalesce(raw_{{ column | lower }}, '')
end{{ " || ',' || " if not loop.last }}
{%- endfor -%}
{%- endmacro %}
