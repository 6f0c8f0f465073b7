{#-
    What a column of a Parquet file says, as text, null where it says nothing. A number with three decimals gets a fourth: a column of
    numbers says itself that its point is a decimal one. A long one without a fraction loses its zeros: a decimal is exact, unlike a
    floating-point number, so that an id past 2^53 in a column of BigQuery's NUMERIC has its end still.
-#}
{% macro parquet_text(column) -%}
nullif(case
            when typeof({{ column }}) like 'DECIMAL%' and cast({{ column }} as varchar) similar to '-?[0-9]{16,}[.]0+'
                then split_part(cast({{ column }} as varchar), '.', 1)
            when typeof({{ column }}) in ('DOUBLE', 'FLOAT') or typeof({{ column }}) like 'DECIMAL%'
                then regexp_replace(cast({{ column }} as varchar), '^([+-]?[0-9]{1,3}[.][0-9]{3})$', '\10')
            else cast({{ column }} as varchar)
        end, '')
{%- endmacro %}
