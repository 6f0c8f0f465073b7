with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

authors as (

    select * from {{ ref('int_authors') }}

),

edges as (

    select max_followers as edge_followers from {{ ref('follower_bands') }}
    where max_followers < 9223372036854775807

),

near_authors as (

    select
        edges.edge_followers,
        authors.follower_count <= edges.edge_followers as is_below,
        author_engagement.engagement_rate
    from edges
    cross join thresholds
    inner join authors
        on abs(authors.follower_count - edges.edge_followers) <= thresholds.edge_window * edges.edge_followers
    left join {{ ref('int_author_engagement') }} as author_engagement
        on authors.author_id = author_engagement.author_id

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

rate_counts as (

    select
        edge_followers,
        engagement_rate,
        sum(case when is_below then 1 else 0 end) as below_count,
        sum(case when is_below then 0 else 1 end) as above_count
    from near_authors
    where engagement_rate is not null
    group by edge_followers, engagement_rate

),

-- pairs in which the account above has the larger rate, ties by half
ranked_rates as (

    select
        *,
        above_count * (
            sum(below_count) over (partition by edge_followers order by engagement_rate) - below_count / 2
        ) as wins,
        power(below_count + above_count, 3) - (below_count + above_count) as tie_sum
    from rate_counts

),

comparisons as (

    select
        edge_followers,
        sum(below_count) as below_count,
        sum(above_count) as above_count,
        cast(sum(cast(wins as numeric(38, 1))) as double) as wins,
        cast(sum(cast(tie_sum as numeric(38, 0))) as double) as tie_sum
    from ranked_rates
    group by edge_followers

),

band_edges as (

    select
        edge_sides.edge_followers,
        edge_sides.author_count,
        cast(edge_sides.below_author_count as bigint) as below_author_count,
        cast(edge_sides.above_author_count as bigint) as above_author_count,
        edge_sides.below_engagement_rate_median,
        edge_sides.above_engagement_rate_median,
        cast(coalesce(comparisons.below_count, 0) as bigint) as below_rated_author_count,
        cast(coalesce(comparisons.above_count, 0) as bigint) as above_rated_author_count,
        comparisons.wins,
        comparisons.tie_sum
    from edge_sides
    left join comparisons on edge_sides.edge_followers = comparisons.edge_followers

)

select * from band_edges
