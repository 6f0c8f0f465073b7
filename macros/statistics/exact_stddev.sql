{#-
    Sample standard deviation (n - 1) of the values that aren't null, whatever the order of the rows: sums and squares are
    added as decimals. `decimals` says how fine (0 for whole numbers, the default 20 for rates). Null below two values, and
    where a value is too large for that many decimals (1e7 with 20, 1e17 with 0). An aggregate.
-#}
{% macro exact_stddev(value, decimals=20) -%}
{%- set largest = '1e' ~ ((38 - decimals) // 2 - 2) -%}
{%- set is_small = 'abs(' ~ value ~ ') <= ' ~ largest -%}
{%- set sum_of = 'cast(sum(case when ' ~ is_small ~ ' then cast({} as numeric(38, ' ~ decimals ~ ')) end) as double)' -%}
case
    when count({{ value }}) > 1 and max(abs({{ value }})) <= {{ largest }}
        then sqrt(
            greatest(
                0.0,
                {{ sum_of.format('power(' ~ value ~ ', 2)') }}
                - power({{ sum_of.format(value) }}, 2) / count({{ value }})
            ) / (count({{ value }}) - 1.0)
        )
end
{%- endmacro %}
