{#-
    What of the columns is to be counted (spelling_counts), so that each cell is asked once and not by each count: the cell where it has
    a point, a comma, an exponent, no hyphen as dates have, else null; the number of a long id.
    kinds: number, date or id by column.
-#}
{% macro spelling_marks(kinds) -%}
{%- for name, kind in kinds.items() %}
{%- set column = 'raw_' ~ name | lower %}
{%- if kind == 'number' %}
            case when {{ column }} like '%.%' then {{ column }} end as {{ column }}_with_point,
            case when {{ column }} like '%,%' then {{ column }} end as {{ column }}_with_comma
{%- elif kind == 'date' %}
            case when {{ column }} not like '%-%' then {{ column }} end as {{ column }}_no_date
{%- else %}
            case when {{ column }} like '%e%' or {{ column }} like '%E%' then {{ column }} end as {{ column }}_with_exponent,
            case when {{ byte_length(column) }} >= {{ spelling_rule('min_long_id_digits') }} then {{ whole_id(column) }} end as {{ column }}_long_id
{%- endif %}
{{- ',' if not loop.last }}
{%- endfor %}
{%- endmacro %}
