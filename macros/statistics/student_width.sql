{#-
    Half width of an interval in standard errors: the t whose student_score is `z` (1.96 for 95 %), so that an interval leaves 1 out
    exactly when its p value is below that of z.
-#}
{% macro student_width(z, df) -%}
sqrt({{ df }} * (exp(power({{ z }} * (8 * {{ df }} + 3) / (8 * {{ df }} + 1), 2) / {{ df }}) - 1))
{%- endmacro %}
