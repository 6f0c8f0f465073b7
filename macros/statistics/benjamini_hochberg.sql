{#-
    Second step: the q value, the smallest candidate (see benjamini_hochberg_candidate) among the tests of the family whose
    p is at least as large, at most 1. Null where p is null.
-#}
{% macro benjamini_hochberg(candidate, p_value, family) -%}
case
    when {{ p_value }} is not null
        then least(
            1.0,
            min({{ candidate }}) over (
                partition by {{ family }} order by {{ p_value }} desc nulls last
                range between unbounded preceding and current row
            )
        )
end
{%- endmacro %}
