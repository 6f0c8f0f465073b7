{#-
    Half, a or b, to which a week of an author belongs: what is learned on one half is evaluated on the other. Whole weeks, since one
    outfit is posted several times; week is its Monday, a date. By MD5, so that every engine makes the same halves.
-#}
{% macro half_of_week(author_id, week) -%}
case when substr(md5(cast({{ author_id }} as string) || '/' || cast({{ week }} as string)), 1, 1) < '8' then 'a' else 'b' end
{%- endmacro %}
