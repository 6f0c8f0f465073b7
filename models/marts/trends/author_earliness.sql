with authors as (

    select * from {{ ref('int_authors') }}

),

rising_trends as (

    select count(*) as rising_trend_count from {{ ref('int_rising_trends') }}

),

earliness as (

    select
        authors.author_id,
        coalesce(earliness.use_count, 0) as use_count,
        coalesce(earliness.trend_count, 0) as trend_count,
        earliness.earliness_z,
        rising_trends.rising_trend_count,
        case
            when rising_trends.rising_trend_count = 0 then 'no_rising_trend'
            when earliness.author_id is null then 'too_few_uses'
            else earliness.reason
        end as reason,
        2 * {{ normal_tail('abs(earliness.earliness_z)') }} as p_value,
        'panel' as test_family
    from authors
    cross join rising_trends
    left join {{ ref('int_author_earliness') }} as earliness on authors.author_id = earliness.author_id

)

select
    earliness.author_id,
    cast(earliness.use_count as bigint) as use_count,
    cast(earliness.trend_count as bigint) as trend_count,
    cast(earliness.earliness_z as double) as earliness_z,
    cast(earliness.q_value as double) as q_value,
    earliness.earliness_z > 0 and earliness.q_value < thresholds.earliness_claim_q_value as is_early,
    earliness.rising_trend_count < thresholds.earliness_min_trends as is_weak,
    earliness.reason
from {{ benjamini_hochberg('earliness', 'p_value', 'test_family') }} as earliness
cross join {{ ref('int_thresholds') }} as thresholds
order by earliness.author_id
