{%- set counts = ['recent', 'previous', 'recent_year_ago', 'previous_year_ago'] -%}
{%- set matched = ['p2', 'p1', 'r2', 'r1'] -%}
{%- set products = [
    'p2 * p2', 'p1 * p1', 'p1 * p2', 'r2 * r2', 'r1 * r1', 'r1 * r2', 'p2 * r2', 'p2 * r1', 'p1 * r2', 'p1 * r1',
    '(p2 - p1) * (p2 - p1)'
] -%}
{%- set product_names = ['p2p2', 'p1p1', 'p1p2', 'r2r2', 'r1r1', 'r1r2', 'p2r2', 'p2r1', 'p1r2', 'p1r1', 'dd'] -%}

-- matched items of the accounts that show the series: p2 last weeks, p1 weeks before, r2 and r1 a year ago
with author_periods as (

    select * from {{ ref('int_momentum_author_periods') }}

),

author_series as (

    select
        series.series_kind,
        series.series_number,
        trend_authors.group_number,
        shown.recent,
        shown.previous,
        shown.recent_year_ago,
        shown.previous_year_ago,
        {{ matched_items('shown.recent', 'worn.recent', 'worn.previous') }} as p2,
        {{ matched_items('shown.previous', 'worn.previous', 'worn.recent') }} as p1,
        {{ matched_items('shown.recent_year_ago', 'worn.recent_year_ago', 'worn.previous_year_ago') }} as r2,
        {{ matched_items('shown.previous_year_ago', 'worn.previous_year_ago', 'worn.recent_year_ago') }} as r1
    from {{ ref('int_momentum_series') }} as series
    inner join author_periods as shown
        on series.series_kind = shown.series_kind and series.series_number = shown.target_number
    inner join author_periods as worn
        on
            series.series_kind = worn.series_kind
            and series.base_target_number = worn.target_number
            and shown.author_id = worn.author_id
    inner join {{ ref('int_trend_authors') }} as trend_authors on shown.author_id = trend_authors.author_id

),

group_sums as (

    select
        series_kind,
        series_number,
        group_number,
        {% for period in counts -%}
        sum({{ period }}) as {{ period }}_item_count,
        {% endfor -%}
        count(case when recent > 0 then 1 end) as recent_author_count,
        count(case when previous > 0 then 1 end) as previous_author_count,
        count(case when p1 + p2 > 0 then 1 end) as account_count,
        count(case when r1 + r2 > 0 then 1 end) as account_count_year_ago,
        max(p1 + p2) as largest_author,
        {% for term in matched -%}
        {{ exact_sum(term) }} as {{ term }},
        {% endfor -%}
    {% for term in products -%}
    {{ exact_sum(term) }} as {{ product_names[loop.index0] }}{{ ',' if not loop.last }}
    {% endfor %}
    from author_series
    group by series_kind, series_number, group_number

),

segment_sums as (

    select
        group_sums.series_kind,
        group_sums.series_number,
        group_segments.segment_number,
        {% for period in counts -%}
        cast(sum(group_sums.{{ period }}_item_count) as bigint) as {{ period }}_item_count,
        {% endfor -%}
        cast(sum(group_sums.recent_author_count) as bigint) as recent_author_count,
        cast(sum(group_sums.previous_author_count) as bigint) as previous_author_count,
        cast(sum(group_sums.account_count) as bigint) as account_count,
        cast(sum(group_sums.account_count_year_ago) as bigint) as account_count_year_ago,
        max(group_sums.largest_author) as largest_author,
    {% for term in matched + product_names -%}
    {{ exact_sum('group_sums.' ~ term) }} as {{ term }}{{ ',' if not loop.last }}
    {% endfor %}
    from group_sums
    inner join {{ ref('int_trend_group_segments') }} as group_segments on group_sums.group_number = group_segments.group_number
    group by group_sums.series_kind, group_sums.series_number, group_segments.segment_number

)

select * from segment_sums
