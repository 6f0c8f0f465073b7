{#-
    Adjusted Rand index of two partitions of the same authors, from whole numbers: the count of authors and the sums of the
    squared counts of the crosstab's cells, rows and columns. 1 when both agree entirely (also when each is one segment),
    about 0 for chance, can be negative; null without authors. Pair counts as in scikit-learn's adjusted_rand_score
    (L. Hubert & P. Arabie, J. Classification 2 (1985)).
-#}
{% macro adjusted_rand_index(author_count, cell_squares, row_squares, column_squares) -%}
{%- set n = 'cast(' ~ author_count ~ ' as numeric(38, 0))' -%}
{%- set cells = 'cast(' ~ cell_squares ~ ' as numeric(38, 0))' -%}
{%- set only_rows = '(' ~ row_squares ~ ' - ' ~ cells ~ ')' -%}
{%- set only_columns = '(' ~ column_squares ~ ' - ' ~ cells ~ ')' -%}
{%- set together = '(' ~ cells ~ ' - ' ~ n ~ ')' -%}
{%- set apart = '(' ~ n ~ ' * ' ~ n ~ ' - ' ~ row_squares ~ ' - ' ~ column_squares ~ ' + ' ~ cells ~ ')' -%}
case
    when {{ only_rows }} = 0 and {{ only_columns }} = 0 then 1.0
    else
        cast(2 * ({{ together }} * {{ apart }} - {{ only_rows }} * {{ only_columns }}) as double)
        / cast(
            ({{ together }} + {{ only_rows }}) * ({{ only_rows }} + {{ apart }})
            + ({{ together }} + {{ only_columns }}) * ({{ only_columns }} + {{ apart }})
            as double
        )
end
{%- endmacro %}
