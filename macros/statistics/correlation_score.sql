{#-
    A partial correlation given one variable in standard errors: Fisher's z times the root of n - 4. Null below 5 rows.
    R. A. Fisher, Metron 3 (1924).
-#}
{% macro correlation_score(correlation, row_count) -%}
case
    when {{ row_count }} > 4
        then 0.5 * ln(
            (1 + greatest(-0.999999, least(0.999999, {{ correlation }})))
            / (1 - greatest(-0.999999, least(0.999999, {{ correlation }})))
        ) * sqrt({{ row_count }} - 4)
end
{%- endmacro %}
