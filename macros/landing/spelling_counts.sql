{#-
    How the cells of a column are spelled, counted over the records of a file; columns: those of raw_column_spellings.
    column: raw_<name>; kind: number, date or id. What a kind doesn't ask is 0, and costs nothing.
-#}
{% macro spelling_counts(column, kind) -%}
{%- set has_point = column ~ " like '%.%'" -%}
{%- set has_comma = column ~ " like '%,%'" -%}
{%- set groups -%}{{ wholly_matches('trim(' ~ column ~ ')', "'[+-]?[0-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+([.][0-9]*)?'") }}{%- endset -%}
{%- set two_points -%}{{ wholly_matches('trim(' ~ column ~ ')', "'[+-]?[0-9][0-9]?[0-9]?[.][0-9][0-9][0-9]([.][0-9][0-9][0-9])+'") }}{%- endset -%}
{%- set number -%}{{ wholly_matches('trim(' ~ column ~ ')', "'[0-9]+([.][0-9]*)?'") }}{%- endset -%}
{%- set lower, upper = spelling_rule('min_epoch_seconds'), spelling_rule('max_epoch_seconds') -%}
{%- set conditions = {} -%}
{%- set long_id = 'cast(null as bigint)' -%}
{%- if kind == 'number' -%}
    {%- do conditions.update({
        'points_of_three': has_point ~ ' and ' ~ is_point_of_three(column),
        'values_of_two_points': column ~ " like '%.%.%' and " ~ two_points,
        'other_decimals': has_point ~ ' and not ' ~ is_point_of_three(column)
            ~ ' and (' ~ groups ~ ' or ' ~ plain_number(column) ~ ' is not null)',
        'ungrouped_values': byte_length(column) ~ ' > 3 and not ' ~ has_point ~ ' and not ' ~ has_comma
            ~ ' and try_cast(' ~ column ~ ' as bigint) > ' ~ spelling_rule('max_ungrouped_value'),
        'comma_groups': has_comma ~ ' and ' ~ groups,
        'other_commas': has_comma ~ ' and not ' ~ groups ~ ' and ' ~ wholly_matches('trim(' ~ column ~ ')', "'[0-9.,+-]+'"),
    }) -%}
{%- elif kind == 'date' -%}
    {%- for name, in_a_second in epoch_units().items() -%}
        {%- do conditions.update({
            name: column ~ " not like '%-%' and " ~ number ~ ' and try_cast(trim(' ~ column ~ ') as double) / ' ~ in_a_second ~ ' between ' ~ lower ~ ' and ' ~ upper
        }) -%}
    {%- endfor -%}
{%- else -%}
    {%- set long_id -%}
    case when {{ byte_length(column) }} >= {{ spelling_rule('min_long_id_digits') }} then {{ whole_id(column) }} end
    {%- endset -%}
    {%- set left_out -%}
    case when {{ column }} like '%e%' or {{ column }} like '%E%' then {{ digits_left_out(column) }} end
    {%- endset -%}
    {%- do conditions.update({
        'plain_long_ids': byte_length(column) ~ ' >= ' ~ spelling_rule('min_unrounded_digits') ~ ' and ' ~ column ~ " not like '%e%' and " ~ column ~ " not like '%E%'",
        'whole_exponents': left_out ~ ' <= 0',
        'short_exponents': left_out ~ ' > 0 and ' ~ is_short_mantissa(column, most_decimals=1),
        'middle_exponents': left_out ~ ' > 0 and ' ~ is_short_mantissa(column) ~ ' and not ' ~ is_short_mantissa(column, most_decimals=1),
        'long_exponents': left_out ~ ' > 0 and ' ~ is_long_mantissa(column),
        'rounded_exponents': left_out ~ ' > 0 and not ' ~ is_short_mantissa(column) ~ ' and not ' ~ is_long_mantissa(column),
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
        {{ pick }}(case when {{ has_point }} and ({{ is_point_of_three(column) }} or {{ two_points }}) then trim({{ column }}) end)
        {%- else -%}
        cast(null as varchar)
        {%- endif %} as {{ column }}_{{ name }}_sample{{ ',' if not loop.last }}
        {%- endfor %}
{%- endmacro %}
