{#- The timestamp of so many seconds since 1970, to the microsecond. -#}
{% macro epoch_timestamp(seconds) -%}
{{ adapter.dispatch('epoch_timestamp')(seconds) }}
{%- endmacro %}

{% macro default__epoch_timestamp(seconds) -%}
to_timestamp_ntz(cast(round({{ seconds }} * 1000000) as bigint), 6)
{%- endmacro %}

{% macro duckdb__epoch_timestamp(seconds) -%}
make_timestamp(cast(round({{ seconds }} * 1000000) as bigint))
{%- endmacro %}
