{#-
    Degrees of freedom of the sum of two variances, each with its own degrees; at least 1. A variance of 0 counts with none.
    B. L. Welch, Biometrika 34 (1947); F. E. Satterthwaite, Biometrics Bulletin 2 (1946).
-#}
{% macro welch_satterthwaite(variance, degrees, other_variance, other_degrees) -%}
greatest(
    1.0,
    coalesce(
        power({{ variance }} + {{ other_variance }}, 2)
        / nullif(power({{ variance }}, 2) / {{ degrees }} + power({{ other_variance }}, 2) / {{ other_degrees }}, 0), 1.0
    )
)
{%- endmacro %}
