{#- What made records of that reason what they are, where most of them hold the value that says it; else nothing. -#}
{% macro cause_of_loss(reason, example, example_share) -%}
    {%- set is_escaped = reason == 'wrong_field_count' and example == '\\,' and example_share > 0.5 -%}
    {%- do return(', for backslashes and no quotes set off the commas of a text, as MySQL and Hive write them: export text between quotes' if is_escaped else '') -%}
{%- endmacro %}
