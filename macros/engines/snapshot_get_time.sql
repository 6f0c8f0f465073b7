{#-
    The time at which a snapshot ends the rows that it no longer finds: the newest updated_at of what is snapshotted, where dbt
    would take the clock. Null when nothing is snapshotted, and then no row ends.
-#}
{% macro default__snapshot_get_time() -%}
(select max({{ config.get('updated_at') }}) from ({{ model['compiled_code'] }}) as snapshotted)
{%- endmacro %}
