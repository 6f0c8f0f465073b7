with series as (

    select * from {{ ref('int_label_series') }}

),

segments as (

    select * from {{ ref('int_trend_segments') }}
    where in_label_weeks

),

tests as (

    select
        series.canonical_name,
        series.display_name,
        series.axis,
        tests.*
    from series
    inner join {{ ref('int_momentum_tests') }} as tests
        on tests.series_kind = 'label' and series.series_number = tests.series_number
    inner join segments on tests.segment_number = segments.segment_number

)

select
    tests.canonical_name,
    tests.display_name,
    tests.axis,
    tests.segmentation,
    tests.segment,
    {{ momentum_columns('tests', 'q_value') }}
from {{ benjamini_hochberg('tests', 'p_value', 'segmentation') }} as tests
order by tests.canonical_name, tests.segmentation, tests.segment
