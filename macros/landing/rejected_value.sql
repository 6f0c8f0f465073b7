{#-
    The cell for which a record is rejected, cut to 40 characters; null for a record that lacks the cell, and for an author_id that a key
    replaces. Of a record with too few or too many fields only the backslash in front of a comma, which says why.
    cells: column by the beginning of the reasons that its cell gives.
-#}
{% macro rejected_value(cells) -%}
case
        {%- for reason, column in cells.items() %}
        when reject_reason like '{{ reason }}_%'{% if column == 'AUTHORID' %} and {{ shows_author_ids() }}{% endif %}
            then substr(raw_{{ column | lower }}, 1, 40)
        {%- endfor %}
        when reject_reason = 'wrong_field_count' and replace(broken_text, chr(92) || ',', '') <> broken_text then chr(92) || ','
    end
{%- endmacro %}
