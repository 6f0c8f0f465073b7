{#-
    What a momentum test needs of the accounts that show a series, summed up; `accounts` is the alias of rows of
    int_momentum_author_series.
-#}
{% macro momentum_sums(accounts) -%}
{%- set products = {
    'p2p2': 'p2 * p2', 'p1p1': 'p1 * p1', 'p1p2': 'p1 * p2', 'r2r2': 'r2 * r2', 'r1r1': 'r1 * r1', 'r1r2': 'r1 * r2',
    'p2r2': 'p2 * r2', 'p2r1': 'p2 * r1', 'p1r2': 'p1 * r2', 'p1r1': 'p1 * r1', 'dd': '(p2 - p1) * (p2 - p1)'
} -%}
{% for period in ['recent', 'previous', 'recent_year_ago', 'previous_year_ago'] -%}
    cast(sum({{ accounts }}.{{ period }}) as bigint) as {{ period }}_item_count,
    {% endfor -%}
    count(case when {{ accounts }}.recent > 0 then 1 end) as recent_author_count,
    count(case when {{ accounts }}.previous > 0 then 1 end) as previous_author_count,
    count(case when {{ accounts }}.p1 + {{ accounts }}.p2 > 0 then 1 end) as account_count,
    count(case when {{ accounts }}.r1 + {{ accounts }}.r2 > 0 then 1 end) as account_count_year_ago,
    max({{ accounts }}.p1 + {{ accounts }}.p2) as largest_author,
    {% for term in ['p2', 'p1', 'r2', 'r1'] -%}
    {{ exact_sum(accounts ~ '.' ~ term) }} as {{ term }},
    {% endfor -%}
    {% for name, product in products.items() -%}
    {{ exact_sum(product) }} as {{ name }}{{ ',' if not loop.last }}
    {% endfor -%}
{%- endmacro %}
