{#-
    What a row is built from, as text: the delivered files up to the last one that names its image, and the SQL and seeds behind the
    model. For models that grow by files; from raw_files.
    Macros are left out: dbt doesn't show them to SQL. After a change of one, --full-refresh.
-#}
{% macro built_from() -%}
concat(delivery_version, '{{ upstream_digest() }}')
{%- endmacro %}
