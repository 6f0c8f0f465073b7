{#-
    Sample standard deviation (n - 1) of the values that aren't null, whatever the order of the rows: squares of the distance
    to `mean` (see exact_mean), in units of `spread` (largest value less smallest), so that neither a large mean nor a small
    spread costs digits. Both belong to the same group. Exactly 0 for equal values, null below two. An aggregate.
-#}
{% macro exact_stddev(value, mean, spread) -%}
{%- set distance = '(' ~ value ~ ' - ' ~ mean ~ ') / nullif(cast(' ~ spread ~ ' as double), 0)' -%}
case
    when count({{ value }}) > 1
        then coalesce(max({{ spread }}) * sqrt({{ exact_sum('power(' ~ distance ~ ', 2)', 20) }} / (count({{ value }}) - 1.0)), 0.0)
end
{%- endmacro %}
