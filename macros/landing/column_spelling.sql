{#-
    What raw_column_spellings says of some columns of a table, a row for each of its files: <column>_points and <column>_commas of a number,
    <column>_unit of a date, <column>_exponents of an id.
-#}
{% macro column_spelling(source_table, numbers=[], dates=[], ids=[]) -%}
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
        {%- for column in ids %},
        max(case when column_name = '{{ column }}' then exponents end) as {{ column | lower }}_exponents
        {%- endfor %}
    from {{ ref('raw_column_spellings') }}
    where source_table = '{{ source_table }}'
    group by file_number
{%- endmacro %}
