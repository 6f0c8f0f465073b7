{#-
    Standard normal score whose tail is that of a statistic with mean 0, variance 1 and the skewness given, taken as Pearson's type III: for
    counts of which few hold most. Antisymmetric in both; below the bound of the distribution it stays at that of the bound. Good to a
    skewness of about 2. E. B. Wilson & M. M. Hilferty, PNAS 17 (1931).
-#}
{% macro pearson_score(z, skewness) -%}
case
    when abs({{ skewness }}) < 1e-6 then {{ z }}
    else
        6 / ({{ skewness }})
        * (power(greatest(0.0, ({{ skewness }}) * ({{ z }}) / 2 + 1), cast(1 as double) / 3) - 1)
        + ({{ skewness }}) / 6
end
{%- endmacro %}
