{#-
    Variance of the logarithm of a ratio of sums R = sum x / sum n over m authors, the author as the unit (delta method):
    sum (x - R n)^2 / (sum x)^2 * m / (m - 1). In: sum x, sum n, sum x^2, sum x n, sum n^2 (whole numbers) and m. The sum of
    squares is formed in whole numbers, exact up to 3e9 items. Null when x or n is 0 throughout, or m < 2.
    W. G. Cochran, Sampling Techniques (1977), 6.3 (ratio estimator).
-#}
{% macro relative_variance(sum_x, sum_n, sum_xx, sum_xn, sum_nn, author_count) -%}
{%- set x = 'cast(' ~ sum_x ~ ' as numeric(38, 0))' -%}
{%- set n = 'cast(' ~ sum_n ~ ' as numeric(38, 0))' -%}
cast(
    {{ n }} * {{ n }} * {{ sum_xx }} - 2 * {{ x }} * {{ n }} * {{ sum_xn }} + {{ x }} * {{ x }} * {{ sum_nn }} as double
)
    / nullif(power(cast({{ sum_x }} as double) * cast({{ sum_n }} as double), 2), 0)
    * {{ author_count }} / nullif({{ author_count }} - 1.0, 0)
{%- endmacro %}
