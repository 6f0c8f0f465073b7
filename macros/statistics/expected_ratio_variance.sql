{#-
    Variance of the logarithm of a ratio sum x / sum e of counts to expected counts over authors: the larger of what the authors show
    (delta method) and of what a gamma-Poisson count with the prior would have, since a few who show much may be missing by chance. In: the
    prefix of the columns sum_x, sum_e, sum_xx, sum_xe, sum_ee and author_count, and the strength of the prior.
-#}
{% macro expected_ratio_variance(prefix, prior) -%}
{%- set ratio = prefix ~ 'sum_x / ' ~ prefix ~ 'sum_e' -%}
greatest(
    coalesce(
        ({{ prefix }}sum_xx - 2 * {{ ratio }} * {{ prefix }}sum_xe + power({{ ratio }}, 2) * {{ prefix }}sum_ee)
        / power({{ prefix }}sum_x, 2) * {{ prefix }}author_count / nullif({{ prefix }}author_count - 1, 0), 0.0
    ),
    1 / {{ prefix }}sum_x + {{ prefix }}sum_ee / ({{ prior }} * power({{ prefix }}sum_e, 2))
)
{%- endmacro %}
