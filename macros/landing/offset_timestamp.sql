{#-
    The UTC timestamp of a text in ISO form with an offset. A bare cast ignores the offset, so it goes through the type with a time
    zone, which in DuckDB wants seconds, and no space before the offset.
-#}
{% macro offset_timestamp(text) -%}
{{ adapter.dispatch('offset_timestamp')(text) }}
{%- endmacro %}

{% macro default__offset_timestamp(text) -%}
cast(convert_timezone('UTC', try_cast({{ text }} as timestamp_tz)) as timestamp)
{%- endmacro %}

{% macro duckdb__offset_timestamp(text) -%}
timezone('UTC', try_cast(
    regexp_replace(regexp_replace({{ text }}, '([ T][0-9]{2}:[0-9]{2}) ?([+-])', '\1:00\2'), ' ([+-][0-9:]+)$', '\1') as timestamptz
))
{%- endmacro %}
