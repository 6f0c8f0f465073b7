{#-
    Probability that a standard normal variable exceeds z; an expression of any sign in, a probability out, null for null.
    Absolute error below 7.5e-8. Abramowitz & Stegun, Handbook of Mathematical Functions, 26.2.17.
-#}
{% macro normal_tail(z) -%}
{%- set z = '(' ~ z ~ ')' -%}
{%- set t = '(1 / (1 + 0.2316419 * abs(' ~ z ~ ')))' -%}
abs(
    case when {{ z }} < 0 then 1.0 else 0.0 end
    - 0.3989422804014327 * exp(-{{ z }} * {{ z }} / 2)
    * {{ t }} * (
        0.319381530 + {{ t }} * (
            -0.356563782 + {{ t }} * (1.781477937 + {{ t }} * (-1.821255978 + {{ t }} * 1.330274429))
        )
    )
)
{%- endmacro %}
