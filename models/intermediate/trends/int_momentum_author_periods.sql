{%- set periods = ['recent', 'previous', 'recent_year_ago', 'previous_year_ago'] -%}

-- one row an author and count target, its periods side by side
with author_weeks as (

    select
        'trend' as series_kind,
        author_id,
        week,
        target_number,
        item_count
    from {{ ref('int_author_target_weeks') }}
    union all
    select
        'label' as series_kind,
        author_id,
        week,
        target_number,
        item_count
    from {{ ref('int_label_author_weeks') }}

),

author_periods as (

    select
        author_weeks.series_kind,
        author_weeks.author_id,
        author_weeks.target_number,
    {% for period in periods -%}
    {{ whole_sum("case when periods.period = '" ~ period ~ "' then author_weeks.item_count else 0 end") }}
        as {{ period }}{{ ',' if not loop.last }}
    {% endfor %}
    from author_weeks
    inner join {{ ref('int_trend_periods') }} as periods on author_weeks.week = periods.week
    group by author_weeks.series_kind, author_weeks.author_id, author_weeks.target_number

)

select * from author_periods
