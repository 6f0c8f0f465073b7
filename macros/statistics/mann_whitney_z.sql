{#-
    Standardised Mann-Whitney statistic of two samples: U of the first (pairs that it wins, ties by half), the two sizes, and
    the sum of t^3 - t over groups of t tied values. Normal approximation with correction for ties, none for continuity; null
    when a sample is empty or all values are equal. H. B. Mann & D. R. Whitney, Ann. Math. Stat. 18 (1947).
-#}
{% macro mann_whitney_z(wins, first_count, second_count, tie_sum) -%}
{%- set total = '(' ~ first_count ~ ' + ' ~ second_count ~ ')' -%}
({{ wins }} - cast({{ first_count }} as double) * {{ second_count }} / 2)
    / nullif(
        sqrt(
            cast({{ first_count }} as double) * {{ second_count }} / 12
            * ({{ total }} + 1 - {{ tie_sum }} / nullif(cast({{ total }} as double) * ({{ total }} - 1), 0))
        ), 0
    )
{%- endmacro %}
