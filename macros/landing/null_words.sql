{#-
    The words of the seed null_words that mean unknown in a column, as text literals; none while dbt parses.
    column: geo_zone and label_name have words of their own, every other column has all.
-#}
{% macro null_words(column='') -%}
    {%- set seed = ref('null_words') -%}
    {%- set words = [] -%}
    {%- if execute -%}
        {%- set condition = 'where in_' ~ column if column in ('geo_zone', 'label_name') else '' -%}
        {%- for row in run_query('select word from ' ~ seed ~ ' ' ~ condition ~ ' order by word').rows -%}
            {%- do words.append(row[0][1:-1]) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(words) -%}
{%- endmacro %}
