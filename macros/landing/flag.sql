{#- What a text says of yes or no, by the words of the seed flag_words; null for any other. -#}
{% macro flag(text) -%}
    {%- set seed = ref('flag_words') -%}
case lower(trim({{ text }}))
    {%- if execute -%}
    {%- for row in run_query('select word, is_true from ' ~ seed ~ ' order by word').rows %}
    when '{{ row[0] }}' then {{ row[1] | string | lower }}
    {%- endfor -%}
    {%- else %}
    when 'true' then true
    {%- endif %}
end
{%- endmacro %}
