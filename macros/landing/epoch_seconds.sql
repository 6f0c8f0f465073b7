{#- Seconds since 1970 that a number in a column of such numbers means, null out of the range that the seed spelling_rules allows. -#}
{% macro epoch_seconds(text, unit) -%}
case
    when {{ unit }} is not null and {{ wholly_matches('trim(' ~ text ~ ')', "'[0-9]+([.][0-9]*)?'") }}
        and try_cast(trim({{ text }}) as double) / case when {{ unit }} = 'seconds' then 1 else 1000 end
        between {{ spelling_rule('min_epoch_seconds') }} and {{ spelling_rule('max_epoch_seconds') }}
        then try_cast(trim({{ text }}) as double) / case when {{ unit }} = 'seconds' then 1 else 1000 end
end
{%- endmacro %}
