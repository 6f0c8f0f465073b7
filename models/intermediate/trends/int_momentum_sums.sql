{%- set counts = [
    'recent_item_count', 'previous_item_count', 'recent_year_ago_item_count', 'previous_year_ago_item_count',
    'recent_author_count', 'previous_author_count', 'account_count', 'account_count_year_ago'
] -%}
{%- set terms = [
    'p2', 'p1', 'r2', 'r1',
    'p2p2', 'p1p1', 'p1p2', 'r2r2', 'r1r1', 'r1r2', 'p2r2', 'p2r1', 'p1r2', 'p1r1', 'dd'
] -%}

-- sums over the accounts of a segment that show a series that is followed
with group_sums as (

    select
        author_series.series_kind,
        author_series.series_number,
        trend_authors.group_number,
        {{ momentum_sums('author_series') }}
    from {{ ref('int_momentum_author_series') }} as author_series
    inner join {{ ref('int_trend_authors') }} as trend_authors on author_series.author_id = trend_authors.author_id
    where
        author_series.series_kind = 'label'
        or author_series.series_number in (select trend_number from {{ ref('int_trends') }})
    group by author_series.series_kind, author_series.series_number, trend_authors.group_number

),

segment_sums as (

    select
        group_sums.series_kind,
        group_sums.series_number,
        group_segments.segment_number,
        {% for column in counts -%}
        cast(sum(group_sums.{{ column }}) as bigint) as {{ column }},
        {% endfor -%}
        max(group_sums.largest_author) as largest_author,
    {% for term in terms -%}
    {{ exact_sum('group_sums.' ~ term) }} as {{ term }}{{ ',' if not loop.last }}
    {% endfor %}
    from group_sums
    inner join {{ ref('int_trend_group_segments') }} as group_segments on group_sums.group_number = group_segments.group_number
    group by group_sums.series_kind, group_sums.series_number, group_segments.segment_number

)

select * from segment_sums
