{#- Names of the columns whose cell is a word for no value, each between commas; null for a record without. -#}
{% macro null_cells(cells) -%}
nullif(concat(
        {%- for column, words in cells.items() %}
        case when {{ is_null_word('raw_' ~ column | lower, words) }} then ',{{ column }},' else '' end{{ ',' if not loop.last }}
        {%- endfor %}
        , ''), '')
{%- endmacro %}
