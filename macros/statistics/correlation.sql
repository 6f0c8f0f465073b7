{#-
    Pearson's correlation from a count and sums of x, y, x^2, y^2 and xy, which are exact (see exact_sum), so that the result
    doesn't depend on the order of the rows. Null for fewer than 3 rows, and when x or y hardly varies.
-#}
{% macro correlation(row_count, sum_x, sum_y, sum_xx, sum_yy, sum_xy) -%}
case
    when
        {{ row_count }} > 2
        and {{ sum_xx }} - power({{ sum_x }}, 2) / {{ row_count }} > 1e-12
        and {{ sum_yy }} - power({{ sum_y }}, 2) / {{ row_count }} > 1e-12
        then greatest(-1.0, least(1.0,
            ({{ sum_xy }} - {{ sum_x }} * {{ sum_y }} / {{ row_count }})
            / sqrt(
                ({{ sum_xx }} - power({{ sum_x }}, 2) / {{ row_count }})
                * ({{ sum_yy }} - power({{ sum_y }}, 2) / {{ row_count }})
            )
        ))
end
{%- endmacro %}
