{#-
    What a column of a Parquet file says, as text, null where it says nothing. A number with three decimals gets a fourth: a column of
    numbers says itself that its point is a decimal one.
-#}
{% macro parquet_text(column) -%}
nullif(case
            when typeof({{ column }}) in ('DOUBLE', 'FLOAT') or typeof({{ column }}) like 'DECIMAL%'
                then regexp_replace(cast({{ column }} as varchar), '^([+-]?[0-9]{1,3}[.][0-9]{3})$', '\10')
            else cast({{ column }} as varchar)
        end, '')
{%- endmacro %}
