{#-
    Effective number of the residuals e = x - R n of m authors, R = sum x / sum n: (sum e^2)^2 / sum e^4, between 1 and m. In: the
    prefix of the columns sum_x, sum_n, sum_xxxx, sum_xxxn, sum_xxnn, sum_xnnn and sum_nnnn (whole numbers), the relative_variance of
    the same authors, and m. Few large residuals leave few degrees of freedom, however many the authors. What rounding may have
    taken from sum e^4 is put back, so that the number errs on the small side where one author is nearly all. Null where the variance is.
-#}
{% macro effective_residuals(prefix, variance, author_count) -%}
{%- set rate = '(cast(' ~ prefix ~ 'sum_x as double) / nullif(' ~ prefix ~ 'sum_n, 0))' -%}
{%- set even = [
    prefix ~ 'sum_xxxx', '6 * power(' ~ rate ~ ', 2) * ' ~ prefix ~ 'sum_xxnn', 'power(' ~ rate ~ ', 4) * ' ~ prefix ~ 'sum_nnnn'
] | join(' + ') -%}
{%- set odd = '4 * ' ~ rate ~ ' * ' ~ prefix ~ 'sum_xxxn + 4 * power(' ~ rate ~ ', 3) * ' ~ prefix ~ 'sum_xnnn' -%}
case
    when {{ variance }} is not null
        then least(
            {{ author_count }},
            coalesce(
                greatest(
                    1.0,
                    power({{ variance }} * power({{ prefix }}sum_x, 2) * ({{ author_count }} - 1.0) / {{ author_count }}, 2)
                    / nullif(greatest(0.0, {{ even }} - ({{ odd }})) + 2e-15 * ({{ even }} + {{ odd }}), 0)
                ), 1.0
            )
        )
end
{%- endmacro %}
