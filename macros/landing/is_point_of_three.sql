{#- True for one to three digits, a point and three digits: 52.729 may be 52 or 52,729, which only its column can tell. -#}
{% macro is_point_of_three(text) -%}
{{ wholly_matches('trim(' ~ text ~ ')', "'[+-]?[0-9][0-9]?[0-9]?[.][0-9][0-9][0-9]'") }}
{%- endmacro %}
