{#-
    A row for each file of a table with what raw_column_spellings says of some columns: <column>_points and <column>_commas, or
    <column>_unit of a date.
-#}
{% macro column_spelling(source_table, numbers, dates=[]) -%}
    select
        file_number
        {%- for column in numbers %}
        {%- for mark in ['points', 'commas'] %},
        max(case when column_name = '{{ column }}' then {{ mark }} end) as {{ column | lower }}_{{ mark }}
        {%- endfor %}
        {%- endfor %}
        {%- for column in dates %},
        max(case when column_name = '{{ column }}' then epoch_unit end) as {{ column | lower }}_unit
        {%- endfor %}
    from {{ ref('raw_column_spellings') }}
    where source_table = '{{ source_table }}'
    group by file_number
{%- endmacro %}
