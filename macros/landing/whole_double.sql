{#- A DOUBLE as a BIGINT when it is a whole number and exact, else null. -#}
{% macro whole_double(number) -%}
case
    when {{ is_exact_double(number) }} and {{ number }} = floor({{ number }}) then cast({{ number }} as bigint)
end
{%- endmacro %}
