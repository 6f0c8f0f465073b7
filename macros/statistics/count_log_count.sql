{#-
    Sum of c ln c over the rows, of whole numbers c above 0: what entropies are made of. An aggregate; exact whatever the
    order of the rows.
-#}
{% macro count_log_count(count_column) -%}
{{ exact_sum('cast(' ~ count_column ~ ' as double) * ln(' ~ count_column ~ ')') }}
{%- endmacro %}
