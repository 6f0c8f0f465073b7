with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

edges as (

    select
        lower_bands.max_followers as edge_followers,
        lower_bands.band_name as lower_band,
        upper_bands.band_name as upper_band
    from {{ ref('follower_bands') }} as lower_bands
    inner join {{ ref('follower_bands') }} as upper_bands on lower_bands.max_followers = upper_bands.min_followers - 1

),

sides as (

    select * from {{ ref('int_band_edges') }}

),

tested_edges as (

    select
        edges.edge_followers,
        edges.lower_band,
        edges.upper_band,
        coalesce(sides.author_count, 0) as author_count,
        coalesce(sides.below_author_count, 0) as below_author_count,
        coalesce(sides.above_author_count, 0) as above_author_count,
        coalesce(sides.below_rated_author_count, 0) as below_rated_author_count,
        coalesce(sides.above_rated_author_count, 0) as above_rated_author_count,
        cast(sides.below_engagement_rate_median as double) as below_engagement_rate_median,
        cast(sides.above_engagement_rate_median as double) as above_engagement_rate_median,
        2 * sides.wins / nullif(cast(sides.below_rated_author_count as double) * sides.above_rated_author_count, 0) - 1
            as effect_size,
        coalesce(
            least(sides.below_rated_author_count, sides.above_rated_author_count) >= thresholds.edge_min_rated_authors, false
        ) as is_testable,
        case
            when least(sides.below_rated_author_count, sides.above_rated_author_count) >= thresholds.edge_min_rated_authors
                then abs({{ mann_whitney_z(
                    'sides.wins', 'sides.above_rated_author_count', 'sides.below_rated_author_count', 'sides.tie_sum'
                ) }})
        end as z
    from edges
    cross join thresholds
    left join sides on edges.edge_followers = sides.edge_followers

)

select
    edge_followers,
    lower_band,
    upper_band,
    author_count,
    below_author_count,
    above_author_count,
    below_rated_author_count,
    above_rated_author_count,
    below_engagement_rate_median,
    above_engagement_rate_median,
    effect_size,
    2 * {{ normal_tail('z') }} as p_value,
    case
        when is_testable and z is null then 'no_variation'
        when z is null then 'too_few_rated_authors'
    end as reason
from tested_edges
order by edge_followers
