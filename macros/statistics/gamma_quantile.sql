{#-
    Quantile of the gamma distribution with `shape` and `rate` at the standard normal score `z` (-1.644854 for 5 %): within 1 % of the
    exact one for shapes from 3 on, and 0 where the approximation falls below. E. B. Wilson & M. M. Hilferty, PNAS 17 (1931).
-#}
{% macro gamma_quantile(shape, rate, z) -%}
{{ shape }} / {{ rate }}
* power(greatest(0.0, 1 - 1 / (9 * {{ shape }}) + ({{ z }}) / (3 * sqrt({{ shape }}))), 3)
{%- endmacro %}
