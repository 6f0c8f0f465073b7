{#-
    First of two steps to the Benjamini-Hochberg q value: p times the number of tests over the rank of p, among the rows of
    one family (`family`: columns of the partition). Ties share their largest rank; a null p is no test. Feed the result to
    benjamini_hochberg in a later step. Y. Benjamini & Y. Hochberg, J. R. Stat. Soc. B 57 (1995).
-#}
{% macro benjamini_hochberg_candidate(p_value, family) -%}
{{ p_value }} * (
    cast(count({{ p_value }}) over (partition by {{ family }}) as double)
    / nullif(
        count({{ p_value }}) over (
            partition by {{ family }} order by {{ p_value }} nulls last
            range between unbounded preceding and current row
        ), 0
    )
)
{%- endmacro %}
