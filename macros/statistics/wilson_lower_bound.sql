{#-
    Lower end of the Wilson score interval of a share: successes of trials (whole numbers), z standard deviations; null
    without trials. E. B. Wilson, JASA 22 (1927).
-#}
{% macro wilson_lower_bound(successes, trials, z) -%}
case
    when {{ trials }} > 0
        then greatest(
            0.0,
            (
                {{ successes }} + power({{ z }}, 2) / 2
                - {{ z }} * sqrt(
                    {{ successes }} * ({{ trials }} - {{ successes }}) / cast({{ trials }} as double) + power({{ z }}, 2) / 4
                )
            ) / ({{ trials }} + power({{ z }}, 2))
        )
end
{%- endmacro %}
