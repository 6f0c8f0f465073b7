{#-
    The BIGINT that a text spells as a count in a column whose spelling is known, else null; points and commas as for column_number.
    is_cut: a count with decimals is cut to a whole number ('11995.57' counts as 11995), where else it is none ('1204.7' likes).
    Negative counts are returned, for count_problem to name them.
-#}
{% macro column_count(text, points, commas, is_cut=false) -%}
case
    when cast(try_cast({{ text }} as bigint) as varchar) = {{ text }} then try_cast({{ text }} as bigint)
    when not {{ is_point_of_three(text) }} and {{ exact_integer(text) }} is not null then {{ exact_integer(text) }}
    else {{ whole_double(('floor(' if is_cut else '(') ~ column_number(text, points, commas) ~ ')') }}
end
{%- endmacro %}
