{#-
    What one non-empty cell of a crosstab adds to Pearson's chi-square: the counts of the cell, its row, its column and of
    all. The difference is taken in whole numbers, so that an independent table gives exactly 0.
-#}
{% macro chi_square_term(cell_count, row_count, column_count, author_count) -%}
power(
    cast(
        cast({{ author_count }} as numeric(38, 0)) * {{ cell_count }}
        - cast({{ row_count }} as numeric(38, 0)) * {{ column_count }}
        as double
    ), 2
) / (cast({{ author_count }} as double) * {{ row_count }} * {{ column_count }})
{%- endmacro %}
