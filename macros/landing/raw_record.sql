{#-
    Text of a rejected record from the columns of raw_records, null for a valid one, and where a key replaces the author_id that
    it may hold; columns: those that raw_records was given.
-#}
{% macro raw_record(columns) -%}
case
        when reject_reason = 'forgotten' then broken_text
        when reject_reason is not null{% if 'AUTHORID' in columns %} and {{ shows_author_ids() }}{% endif %}
            then {{ raw_text(columns) }}
    end
{%- endmacro %}
