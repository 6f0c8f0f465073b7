{#- Correlation of x and y given z, from the three correlations; null when z determines x or y. -#}
{% macro partial_correlation(xy, xz, yz) -%}
case
    when abs({{ xz }}) < 0.999999 and abs({{ yz }}) < 0.999999
        then greatest(-1.0, least(1.0,
            ({{ xy }} - {{ xz }} * {{ yz }}) / sqrt((1 - power({{ xz }}, 2)) * (1 - power({{ yz }}, 2)))
        ))
end
{%- endmacro %}
