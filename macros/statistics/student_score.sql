{#-
    Standard normal score whose tail is that of the size of Student's t with `df` degrees of freedom (any number from 1 on). The
    two-sided p value 2 * normal_tail(score) is within 1e-3 of Student's from 4 degrees of freedom on, within .004 from 2 on; below, it is
    never smaller than Student's where that is under .05. D. L. Wallace, Ann. Math. Stat. 30 (1959).
-#}
{% macro student_score(t, df) -%}
sqrt({{ df }} * ln(1 + power({{ t }}, 2) / {{ df }})) * (8 * {{ df }} + 1) / (8 * {{ df }} + 3)
{%- endmacro %}
