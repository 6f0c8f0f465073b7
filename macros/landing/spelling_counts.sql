{#-
    How the cells of a column are spelled, counted over the records of a file; columns: those of raw_column_counts.
    column: raw_<name>, with what spelling_marks makes of it; kind: number, date or id. What a kind doesn't ask is 0, and costs nothing.
-#}
{% macro spelling_counts(column, kind) -%}
{%- set with_point, with_comma, no_date, with_exponent, long_id = column ~ '_with_point', column ~ '_with_comma', column ~ '_no_date', column ~ '_with_exponent', column ~ '_long_id' -%}
{%- set lower, upper = spelling_rule('min_epoch_seconds'), spelling_rule('max_epoch_seconds') -%}
{%- set conditions = {} -%}
{%- if kind == 'number' -%}
    {%- set groups = "'[+-]?[0-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+([.][0-9]*)?'" -%}
    {%- set two_points -%}{{ wholly_matches('trim(' ~ with_point ~ ')', "'[+-]?[0-9][0-9]?[0-9]?[.][0-9][0-9][0-9]([.][0-9][0-9][0-9])+'") }}{%- endset -%}
    {%- do conditions.update({
        'points_of_three': is_point_of_three(with_point),
        'values_of_two_points': two_points,
        'other_decimals': 'not ' ~ is_point_of_three(with_point)
            ~ ' and (' ~ wholly_matches('trim(' ~ with_point ~ ')', groups) ~ ' or ' ~ plain_number(with_point) ~ ' is not null)',
        'ungrouped_values': with_point ~ ' is null and ' ~ with_comma ~ ' is null and ' ~ byte_length(column) ~ ' > 3'
            ~ ' and try_cast(' ~ column ~ ' as bigint) > ' ~ spelling_rule('max_ungrouped_value'),
        'comma_groups': wholly_matches('trim(' ~ with_comma ~ ')', groups),
        'other_commas': 'not ' ~ wholly_matches('trim(' ~ with_comma ~ ')', groups) ~ ' and ' ~ wholly_matches('trim(' ~ with_comma ~ ')', "'[0-9.,+-]+'"),
    }) -%}
{%- elif kind == 'date' -%}
    {%- set number -%}{{ wholly_matches('trim(' ~ no_date ~ ')', "'[0-9]+([.][0-9]*)?'") }}{%- endset -%}
    {%- for name, in_a_second in epoch_units().items() -%}
        {%- do conditions.update({
            name: number ~ ' and try_cast(trim(' ~ no_date ~ ') as double) / ' ~ in_a_second ~ ' between ' ~ lower ~ ' and ' ~ upper
        }) -%}
    {%- endfor -%}
{%- else -%}
    {%- set left_out = digits_left_out(with_exponent) -%}
    {%- do conditions.update({
        'plain_long_ids': with_exponent ~ ' is null and ' ~ byte_length(column) ~ ' >= ' ~ spelling_rule('min_unrounded_digits'),
        'whole_exponents': left_out ~ ' <= 0',
        'short_exponents': left_out ~ ' > 0 and ' ~ is_short_mantissa(with_exponent, most_decimals=1),
        'middle_exponents': left_out ~ ' > 0 and ' ~ is_short_mantissa(with_exponent) ~ ' and not ' ~ is_short_mantissa(with_exponent, most_decimals=1),
        'long_exponents': left_out ~ ' > 0 and ' ~ is_long_mantissa(with_exponent),
        'rounded_exponents': left_out ~ ' > 0 and not ' ~ is_short_mantissa(with_exponent) ~ ' and not ' ~ is_long_mantissa(with_exponent),
        'unrounded_ids': long_id ~ ' % 100 <> 0',
        'ids_no_double': 'not (' ~ is_exact_double(long_id) ~ ') and cast(cast(' ~ long_id ~ ' as double) as numeric(38, 0)) <> ' ~ long_id,
    }) -%}
{%- endif -%}
count({{ column }}) as {{ column }}_value_count,
        {%- for measure in [
            'points_of_three', 'values_of_two_points', 'other_decimals', 'ungrouped_values', 'comma_groups', 'other_commas', 'seconds',
            'milliseconds', 'microseconds', 'nanoseconds', 'plain_long_ids', 'whole_exponents', 'short_exponents', 'middle_exponents', 'long_exponents', 'rounded_exponents',
            'unrounded_ids', 'ids_no_double'
        ] %}
        {% if measure in conditions %}sum(case when {{ conditions[measure] }} then 1 else 0 end){% else %}0{% endif %} as {{ column }}_{{ measure }},
        {%- endfor %}
        {%- if kind == 'id' %}
        count(distinct {{ long_id }}) as {{ column }}_long_ids,
        count(distinct case when not ({{ is_exact_double(long_id) }}) then {{ long_id }} end) as {{ column }}_ids_past_double,
        {%- else %}
        0 as {{ column }}_long_ids,
        0 as {{ column }}_ids_past_double,
        {%- endif %}
        {%- for name, pick in {'first': 'min', 'last': 'max'}.items() %}
        {% if kind == 'number' -%}
        {{ pick }}(case when {{ is_point_of_three(with_point) }} or {{ two_points }} then trim({{ with_point }}) end)
        {%- else -%}
        cast(null as varchar)
        {%- endif %} as {{ column }}_{{ name }}_sample{{ ',' if not loop.last }}
        {%- endfor %}
{%- endmacro %}
