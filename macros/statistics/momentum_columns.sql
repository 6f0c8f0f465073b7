{#-
    The columns that trend_momentum and label_momentum share; `test` is the alias of rows
    of int_momentum_tests, `q_value` its column of q values.
-#}
{% macro momentum_columns(test, q_value) -%}
cast({{ test }}.recent_item_count as bigint) as recent_item_count,
    cast({{ test }}.recent_base_item_count as bigint) as recent_base_item_count,
    cast({{ test }}.recent_author_count as bigint) as recent_author_count,
    cast({{ test }}.recent_item_count / nullif(cast({{ test }}.recent_base_item_count as double), 0) as double) as recent_share,
    cast({{ test }}.previous_item_count as bigint) as previous_item_count,
    cast({{ test }}.previous_base_item_count as bigint) as previous_base_item_count,
    cast({{ test }}.previous_author_count as bigint) as previous_author_count,
    cast({{ test }}.previous_item_count / nullif(cast({{ test }}.previous_base_item_count as double), 0) as double) as previous_share,
    cast(
        {{ test }}.recent_item_count / nullif(cast({{ test }}.recent_base_item_count as double), 0)
        / nullif({{ test }}.previous_item_count / nullif(cast({{ test }}.previous_base_item_count as double), 0), 0) as double
    ) as ratio,
    cast({{ test }}.same_authors_count as bigint) as same_authors_count,
    cast({{ test }}.account_count as bigint) as account_count,
    cast({{ test }}.largest_author_share as double) as largest_author_share,
    cast(exp({{ test }}.log_ratio) as double) as same_authors_ratio,
    cast(exp({{ test }}.log_ratio - {{ test }}.claim_season_score * {{ test }}.standard_error) as double) as same_authors_ci_low,
    cast(exp({{ test }}.log_ratio + {{ test }}.claim_season_score * {{ test }}.standard_error) as double) as same_authors_ci_high,
    cast({{ test }}.p_value as double) as p_value,
    cast({{ test }}.{{ q_value }} as double) as q_value,
    cast(exp({{ test }}.log_ratio_year_ago) as double) as ratio_year_ago,
    cast(2 * {{ normal_tail('abs(' ~ test ~ '.season_score)') }} as double) as season_p_value,
    {{ momentum_direction(test, test ~ '.' ~ q_value) }} as direction,
    {{ test }}.reason
{%- endmacro %}
