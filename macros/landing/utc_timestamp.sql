{#-
    The UTC timestamp that a text spells in ISO form (date, optional time, optional offset; none means UTC), else null.
    The patterns keep out what engines would also take ('epoch', '2024/03/05'). The first branch is the common spelling and spares it
    the regular expressions.
-#}
{% macro utc_timestamp(text) -%}
case
    when {{ text }} like '____-__-__ __:__:__' and cast(try_cast({{ text }} as timestamp) as varchar) = {{ text }}
        then try_cast({{ text }} as timestamp)
    when {{ wholly_matches('trim(' ~ text ~ ')', "'[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?( ?(Z|UTC))?)?'") }}
        then try_cast(regexp_replace(trim({{ text }}), ' ?(Z|UTC)$', '') as timestamp)
    when {{ wholly_matches('trim(' ~ text ~ ')', "'[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)? ?[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?'") }}
        then {{ offset_timestamp('trim(' ~ text ~ ')') }}
end
{%- endmacro %}
