{#- A value for the closing lines, between quotes and without control characters; nothing for none. -#}
{% macro shown_value(value) -%}
    {%- do return('' if value is none else ", e.g. '" ~ modules.re.sub('[\x00-\x1f\x7f]', ' ', value) ~ "'") -%}
{%- endmacro %}
