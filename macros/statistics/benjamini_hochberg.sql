{#-
    The rows of `relation` with their Benjamini-Hochberg q values, as a subquery: its columns, candidate (p times the number of
    tests over the rank of p, ties sharing their largest rank) and q_value (the smallest candidate among the tests of the family
    whose p is at least as large, at most 1). `family`: columns that say which tests belong together. A null p is no test and has
    a null q. Y. Benjamini & Y. Hochberg, J. R. Stat. Soc. B 57 (1995).
-#}
{% macro benjamini_hochberg(relation, p_value, family) -%}
(
    select
        *,
        case
            when {{ p_value }} is not null
                then least(
                    1.0,
                    min(candidate) over (
                        partition by {{ family }} order by {{ p_value }} desc nulls last
                        range between unbounded preceding and current row
                    )
                )
        end as q_value
    from (
        select
            *,
            {{ p_value }} * (
                cast(count({{ p_value }}) over (partition by {{ family }}) as double)
                / nullif(
                    count({{ p_value }}) over (
                        partition by {{ family }} order by {{ p_value }} nulls last
                        range between unbounded preceding and current row
                    ), 0
                )
            ) as candidate
        from {{ relation }}
    ) as ranked_tests
)
{%- endmacro %}
