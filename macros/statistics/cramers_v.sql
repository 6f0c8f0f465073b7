{#-
    Cramer's V of a crosstab, without correction of bias: the count of authors, the sum of chi_square_term over the cells
    that aren't empty, the sum over the same cells of row count x column count (whole numbers; the rest of n^2 is what the
    empty cells add), and the numbers of rows and columns. From 0 to 1; two partitions of one segment each agree (1), one such
    against a finer one tells nothing (0). H. Cramer, Mathematical Methods of Statistics (1946), 21.9.
-#}
{% macro cramers_v(author_count, chi_square, cell_margins, row_segments, column_segments) -%}
case
    when {{ row_segments }} = 1 and {{ column_segments }} = 1 then 1.0
    when {{ row_segments }} = 1 or {{ column_segments }} = 1 then 0.0
    else least(
        1.0,
        sqrt(
            (
                {{ chi_square }}
                + cast(
                    cast({{ author_count }} as numeric(38, 0)) * {{ author_count }} - {{ cell_margins }} as double
                ) / {{ author_count }}
            ) / (cast({{ author_count }} as double) * (least({{ row_segments }}, {{ column_segments }}) - 1))
        )
    )
end
{%- endmacro %}
