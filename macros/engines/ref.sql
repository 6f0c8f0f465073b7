{#-
    dbt's ref without the name of the database: a view must go on working when its file is renamed, copied or attached
    under another name.
-#}
{% macro ref() -%}
{%- do return(builtins.ref(*varargs, **kwargs).include(database=false)) -%}
{%- endmacro %}
