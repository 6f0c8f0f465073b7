{#-
    The UTC timestamp that a text spells in ISO form (date, optional time, optional offset; none means UTC), else null.
    The patterns keep out what DuckDB would also take ('epoch', '2024/03/05'). A bare cast ignores the offset, so times
    with one go through the type with a time zone, which wants seconds.
-#}
{% macro utc_timestamp(text) -%}
case
    when regexp_full_match(
        trim({{ text }}), '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?( ?(Z|UTC))?)?'
    ) then try_cast(regexp_replace(trim({{ text }}), ' ?(Z|UTC)$', '') as timestamp)
    when regexp_full_match(
        trim({{ text }}), '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)? ?[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?'
    ) then timezone('UTC', try_cast(
        regexp_replace(regexp_replace(trim({{ text }}), '([ T][0-9]{2}:[0-9]{2}) ?([+-])', '\1:00\2'), ' ([+-][0-9:]+)$', '\1')
        as timestamptz
    ))
end
{%- endmacro %}
