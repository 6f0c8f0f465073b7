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

near_authors as (

    select * from {{ ref('int_band_edge_authors') }}

),

comparisons as (

    select * from {{ ref('int_band_edge_comparisons') }}

),

edge_sides as (

    select
        edge_followers,
        count(*) as author_count,
        sum(case when is_below then 1 else 0 end) as below_author_count,
        sum(case when is_below then 0 else 1 end) as above_author_count,
        median(case when is_below then engagement_rate end) as below_engagement_rate_median,
        median(case when not is_below then engagement_rate end) as above_engagement_rate_median
    from near_authors
    group by edge_followers

),

tested_edges as (

    select
        edges.edge_followers,
        edges.lower_band,
        edges.upper_band,
        cast(coalesce(edge_sides.author_count, 0) as bigint) as author_count,
        cast(coalesce(edge_sides.below_author_count, 0) as bigint) as below_author_count,
        cast(coalesce(edge_sides.above_author_count, 0) as bigint) as above_author_count,
        cast(coalesce(comparisons.below_count, 0) as bigint) as below_rated_author_count,
        cast(coalesce(comparisons.above_count, 0) as bigint) as above_rated_author_count,
        cast(edge_sides.below_engagement_rate_median as double) as below_engagement_rate_median,
        cast(edge_sides.above_engagement_rate_median as double) as above_engagement_rate_median,
        2 * comparisons.wins / nullif(cast(comparisons.below_count as double) * comparisons.above_count, 0) - 1 as effect_size,
        coalesce(
            least(comparisons.below_count, comparisons.above_count) >= thresholds.edge_min_rated_authors, false
        ) as is_testable,
        case
            when least(comparisons.below_count, comparisons.above_count) >= thresholds.edge_min_rated_authors
                then abs({{ mann_whitney_z(
                    'comparisons.wins', 'comparisons.above_count', 'comparisons.below_count', 'comparisons.tie_sum'
                ) }})
        end as z
    from edges
    cross join thresholds
    left join edge_sides on edges.edge_followers = edge_sides.edge_followers
    left join comparisons on edges.edge_followers = comparisons.edge_followers

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
