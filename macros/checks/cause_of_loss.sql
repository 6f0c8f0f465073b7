{#- What made records of that reason what they are, as far as their commonest value says it; else nothing. -#}
{% macro cause_of_loss(reason, example) -%}
    {%- set is_escaped = reason == 'wrong_field_count' and example == '\\,' -%}
    {%- do return(', for backslashes and no quotes set off the commas of a text, as MySQL and Hive write them: export text between quotes' if is_escaped else '') -%}
{%- endmacro %}
