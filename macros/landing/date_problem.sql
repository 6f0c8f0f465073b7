{#-
    Branches of a CASE that say why a publication date can't be used: it is missing, could be read in two ways (05/03/2024, a zone
    by name), or is no date that other software can hold.
-#}
{% macro date_problem(text, value, words) -%}
when {{ value }} is null and (coalesce(trim({{ text }}), '') = '' or {{ is_null_word(text, words) }}) then 'publication_date_missing'
    when {{ value }} is null and (
        {{ wholly_matches('trim(' ~ text ~ ')', "'[0-9][0-9]?[/.-][0-9][0-9]?[/.-][0-9][0-9]([0-9][0-9])?([ T,].*)?'") }}
        or {{ wholly_matches('trim(' ~ text ~ ')', "'[0-9][0-9][0-9][0-9][-/][0-9][0-9]?[-/][0-9][0-9]?[ T][0-9:.]+ ?([+-][0-9:]+ ?)?[A-Za-z][A-Za-z/_]+'") }}
    ) then 'publication_date_ambiguous'
    -- a year that most other software cannot hold, be it by the offset only
    when {{ value }} is null or year({{ value }}) not between 1 and 9999 then 'publication_date_not_a_date'
{%- endmacro %}
