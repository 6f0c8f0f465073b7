with near_authors as (

    select * from {{ ref('int_band_edge_authors') }}

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

)

select * from comparisons
