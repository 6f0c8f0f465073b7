{#-
    A statement that makes a table of recorded versions ready for one more: it drops those of the day of this delivery and later, which
    a later build of one day replaces, and all but the last before. A delivery that is not recorded (`delivery` is empty) drops nothing.
-#}
{% macro forget_recorded(delivery) -%}
{%- if load_relation(this) is not none -%}
{%- set day = '(select max(cast(newest_post_at as date)) from ' ~ delivery ~ ')' -%}
delete from {{ this }}
where
    cast(newest_post_at as date) >= {{ day }}
    or newest_post_at < (select max(newest_post_at) from {{ this }} where cast(newest_post_at as date) < {{ day }})
{%- endif -%}
{%- endmacro %}
