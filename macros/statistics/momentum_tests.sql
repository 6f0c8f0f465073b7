{#-
    The test of a movement, as a subquery: did the same accounts change what they show, beyond what the season did a year ago?
    `series`: what is tested, with the accounts that have the denominator in both periods (same_authors_count; larger_count: of this
    year and the last); `sums`: the columns of momentum_sums, no row where nobody shows the series; `key`: the columns that join
    them; `terms`: one row of thresholds and has_year_ago. Columns of `series` come first.
-#}
{% macro momentum_tests(series, sums, key, terms) -%}
{%- set relative_square = "p2p2 / (p2 * p2) + p1p1 / (p1 * p1) - 2 * p1p2 / (p1 * p2)" -%}
{%- set season_square = "r2r2 / (r2 * r2) + r1r1 / (r1 * r1) - 2 * r1r2 / (r1 * r2)" -%}
{%- set cross_terms = "p2r2 / (p2 * r2) - p2r1 / (p2 * r1) - p1r2 / (p1 * r2) + p1r1 / (p1 * r1)" -%}
(
    select
        *,
        case when reason is null then raw_log_ratio end as log_ratio,
        case when reason is null then raw_error end as standard_error,
        case when reason is null then raw_score end as score,
        case when reason is null then log_change / nullif(log_change_error, 0) end as season_score,
        case when reason is null then 2 * {{ normal_tail('abs(raw_score)') }} end as p_value
    from (
        select
            *,
            ln(p2 / p1) as raw_log_ratio,
            sqrt(greatest({{ relative_square }}, 0) * same_authors_count / nullif(same_authors_count - 1.0, 0)) as raw_error,
            case when is_tested_year_ago then ln(r2 / r1) end as log_ratio_year_ago,
            case when is_tested_year_ago then ln(p2 / p1) - ln(r2 / r1) end as log_change,
            sqrt(
                greatest({{ relative_square }} + {{ season_square }} - 2 * ({{ cross_terms }}), 0)
                * larger_count / nullif(larger_count - 1.0, 0)
            ) as log_change_error
        from (
            select
                {{ series }}.*,
                {% for column in [
                    'recent_item_count', 'previous_item_count', 'recent_author_count', 'previous_author_count', 'account_count'
                ] -%}
                coalesce({{ sums }}.{{ column }}, 0) as {{ column }},
                {% endfor -%}
                {{ sums }}.largest_author / nullif({{ sums }}.p1 + {{ sums }}.p2, 0) as largest_author_share,
                case
                    when coalesce({{ sums }}.account_count, 0) < {{ terms }}.momentum_min_authors then 'too_few_accounts'
                    when {{ sums }}.largest_author / ({{ sums }}.p1 + {{ sums }}.p2) > {{ terms }}.momentum_max_author_share
                        then 'one_account'
                end as reason,
                coalesce({{ sums }}.account_count_year_ago, 0) >= {{ terms }}.momentum_min_authors as is_tested_year_ago,
                {{ terms }}.has_year_ago,
                {{ sums }}.r2 - {{ sums }}.r1 as change_year_ago,
                case when {{ sums }}.dd > 0 then ({{ sums }}.p2 - {{ sums }}.p1) / sqrt({{ sums }}.dd) else 0 end as raw_score,
                {% for term in ['p2', 'p1', 'r2', 'r1'] -%}
                nullif({{ sums }}.{{ term }}, 0) as {{ term }},
                {% endfor -%}
                {% for term in ['p2p2', 'p1p1', 'p1p2', 'r2r2', 'r1r1', 'r1r2', 'p2r2', 'p2r1', 'p1r2', 'p1r1'] -%}
                {{ sums }}.{{ term }}{{ ',' if not loop.last }}
                {% endfor %}
            from {{ series }}
            cross join {{ terms }}
            left join {{ sums }}
                on {% for column in key %}{{ series }}.{{ column }} = {{ sums }}.{{ column }}{{ ' and ' if not loop.last }}{% endfor %}
        ) as matched
    ) as ratios
)
{%- endmacro %}
