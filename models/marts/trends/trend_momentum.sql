with trends as (

    select * from {{ ref('int_trends') }}

),

-- pairs were chosen because they move: in the panel their q value is the one among all candidates
tests as (

    select
        trends.trend_id,
        tests.*,
        case when tests.segmentation = 'panel' and trends.mined_because in ('moving', 'worn') then 'pairs' else 'all' end as family,
        trends.pair_q_value
    from trends
    inner join {{ ref('int_momentum_tests') }} as tests
        on tests.series_kind = 'trend' and trends.trend_number = tests.series_number

),

ranked_tests as (

    select
        *,
        {{ benjamini_hochberg_candidate('p_value', 'segmentation, family') }} as candidate
    from tests

),

judged_tests as (

    select
        *,
        case
            when family = 'pairs' then pair_q_value
            else {{ benjamini_hochberg('candidate', 'p_value', 'segmentation, family') }}
        end as q_value
    from ranked_tests

)

select
    tests.trend_id,
    tests.segmentation,
    tests.segment,
    {{ momentum_columns('tests') }}
from judged_tests as tests
order by tests.trend_id, tests.segmentation, tests.segment
