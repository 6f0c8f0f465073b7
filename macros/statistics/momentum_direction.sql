{#-
    What a momentum test says in a word; `test` is the alias of a row of int_momentum_tests, `q_value` its q value. rising and
    falling hold beyond the season; as_last_year: the same weeks a year ago moved alike. Without accounts a year ago the movement is new
    and stands. Null where q is null.
-#}
{% macro momentum_direction(test, q_value) -%}
{%- set word = "case when " ~ test ~ ".score > 0 then 'rising' else 'falling' end" -%}
case
    when {{ q_value }} is null then null
    when {{ q_value }} >= {{ test }}.claim_q_value then 'unclear'
    when not {{ test }}.has_year_ago then 'season_unknown'
    when not {{ test }}.is_tested_year_ago then {{ word }}
    when {{ test }}.season_score is null and {{ test }}.score * {{ test }}.change_year_ago > 0 then 'as_last_year'
    when {{ test }}.season_score is null then {{ word }}
    when abs({{ test }}.season_score) >= {{ test }}.claim_season_score and {{ test }}.season_score * {{ test }}.score > 0 then {{ word }}
    when {{ test }}.change_year_ago * {{ test }}.score > 0 then 'as_last_year'
    else 'unclear'
end
{%- endmacro %}
