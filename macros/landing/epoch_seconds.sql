{#- Seconds since 1970 that a number in a column of such numbers means, null out of the range that the seed spelling_rules allows. -#}
{% macro epoch_seconds(text, unit) -%}
{%- set seconds -%}
try_cast(trim({{ text }}) as double) / case {{ unit }}
    {%- for name, in_a_second in epoch_units().items() %} when '{{ name }}' then {{ in_a_second }}{% endfor %} end
{%- endset -%}
case
    when {{ unit }} is not null and {{ wholly_matches('trim(' ~ text ~ ')', "'[0-9]+([.][0-9]*)?'") }}
        and {{ seconds }} between {{ spelling_rule('min_epoch_seconds') }} and {{ spelling_rule('max_epoch_seconds') }}
        then {{ seconds }}
end
{%- endmacro %}
