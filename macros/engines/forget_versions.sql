{#-
    Two statements (`delete`, then `reopen`) that make a snapshot what it was before the day of this delivery, so that a later build
    of one day replaces the earlier one. `delivery` is what will be snapshotted. A delivery that ends before the last recorded day
    changes nothing, unless the variable history says rewrite; nor does one without a date.
-#}
{% macro forget_versions(statement_name, delivery) -%}
{%- if load_relation(this) is not none -%}
    {%- set day = '(select max(cast(newest_post_at as date)) from ' ~ delivery ~ ')' -%}
    {%- if statement_name == 'delete' -%}
delete from {{ this }}
where
    cast(dbt_valid_from as date) >= {{ day }}
    {%- else -%}
update {{ this }} set dbt_valid_to = null
where
    cast(dbt_valid_to as date) >= {{ day }}
    {%- endif %}
    {%- if var('history') == 'append' %}
    and {{ day }} >= (select max(cast(dbt_valid_from as date)) from {{ this }})
    {%- endif -%}
{%- endif -%}
{%- endmacro %}
