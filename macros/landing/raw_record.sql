{#- Text of a rejected record from the columns of raw_records, null for a valid one; columns: those that raw_records was given. -#}
{% macro raw_record(columns) -%}
{%- set fields = [] -%}
{%- for column in columns %}{% do fields.append('raw_' ~ column | lower) %}{% endfor -%}
case
        when reject_reason is not null
            then coalesce(broken_text, {{ raw_text('raw_fields') }}, {{ raw_text('[' ~ fields | join(', ') ~ ']') }})
    end
{%- endmacro %}
