{%- set periods = ['recent', 'previous', 'recent_year_ago', 'previous_year_ago'] -%}

-- share of the last weeks over the share of the weeks before, the author as the unit of the error
with period_sums as (

    select
        *,
        cast(sum_x as double) / nullif(cast(sum_n as double), 0) as share,
        {{ relative_variance('sum_x', 'sum_n', 'sum_xx', 'sum_xn', 'sum_nn', 'base_author_count') }} as variance
    from {{ ref('int_trend_period_sums') }}

),

calendar as (

    select count(*) as week_count from {{ ref('int_weeks') }}
    where is_in_calendar

),

trend_segments as (

    select
        trends.trend_id,
        segments.segment_number,
        segments.segmentation,
        segments.segment
    from {{ ref('int_trends') }} as trends
    cross join {{ ref('int_segments') }} as segments

),

compared_periods as (

    select
        trend_segments.*,
        {% for period in periods -%}
        coalesce({{ period }}.sum_x, 0) as {{ period }}_item_count,
        coalesce({{ period }}.sum_n, 0) as {{ period }}_base_item_count,
        coalesce({{ period }}.author_count, 0) as {{ period }}_author_count,
        {{ period }}.share as {{ period }}_share,
        {% endfor -%}
        case
            when calendar.week_count < 2 * thresholds.momentum_weeks then 'too_few_weeks'
            when
                coalesce(recent.author_count, 0) < greatest(thresholds.lift_min_segment_authors, 1)
                or coalesce(previous.author_count, 0) < greatest(thresholds.lift_min_segment_authors, 1)
                then 'too_few_authors'
            when coalesce(recent.variance + previous.variance, 0) = 0 then 'no_variation'
        end as reason,
        sqrt(recent.variance + previous.variance) as standard_error,
        thresholds.lift_interval_z
    from trend_segments
    cross join {{ ref('int_thresholds') }} as thresholds
    cross join calendar
    {% for period in periods -%}
    left join period_sums as {{ period }}
        on
            trend_segments.trend_id = {{ period }}.trend_id
            and trend_segments.segment_number = {{ period }}.segment_number
            and {{ period }}.period = '{{ period }}'
    {% endfor %}
),

ratios as (

    select
        *,
        case when reason is null then ln(recent_share / previous_share) end as log_ratio,
        case
            when
                recent_year_ago_author_count >= (select lift_min_segment_authors from {{ ref('int_thresholds') }})
                and previous_year_ago_author_count >= (select lift_min_segment_authors from {{ ref('int_thresholds') }})
                then recent_year_ago_share / previous_year_ago_share
        end as ratio_year_ago
    from compared_periods

),

tested_ratios as (

    select
        *,
        2 * {{ normal_tail('abs(log_ratio) / standard_error') }} as p_value
    from ratios

)

select * from {{ benjamini_hochberg('tested_ratios', 'p_value', 'segmentation') }} as judged
