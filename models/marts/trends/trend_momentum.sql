with trends as (

    select * from {{ ref('int_trends') }}

),

-- pairs were chosen because they move: in the panel their q value is the one among all candidates
tests as (

    select
        trends.trend_id,
        tests.*,
        case
            when tests.segmentation = 'panel' and trends.mined_because in ('moving', 'worn') then 'pairs'
            else 'others'
        end as test_family,
        trends.pair_q_value
    from trends
    inner join {{ ref('int_momentum_tests') }} as tests
        on tests.series_kind = 'trend' and trends.trend_number = tests.series_number

),

tested_ratios as (

    select * from {{ benjamini_hochberg('tests', 'p_value', 'segmentation, test_family') }} as evaluated

),

momentum as (

    select
        *,
        case when test_family = 'pairs' then pair_q_value else q_value end as claim_q
    from tested_ratios

)

select
    tests.trend_id,
    tests.segmentation,
    tests.segment,
    {{ momentum_columns('tests', 'claim_q') }}
from momentum as tests
order by tests.trend_id, tests.segmentation, tests.segment
