-- One row per measure and band: which part of the panel's accounts, posts, items and picked accounts the band holds.
with authors as (

    select * from marts.dim_authors

),

follower_bands as (

    select
        band_name as band,
        min_followers
    from seeds.follower_bands
    union all
    select
        'unknown' as band,
        null as min_followers

),

band_counts as (

    select
        follower_band as band,
        count(*) as author_count,
        sum(post_count) as post_count,
        sum(item_count) as item_count,
        sum(case when is_fashion_forward then 1 else 0 end) as picked_count
    from authors
    group by follower_band

),

measures as (

    select
        1 as measure_rank,
        'accounts' as measure,
        band,
        author_count as band_count
    from band_counts
    union all
    select
        2 as measure_rank,
        'posts' as measure,
        band,
        post_count as band_count
    from band_counts
    union all
    select
        3 as measure_rank,
        'items shown' as measure,
        band,
        item_count as band_count
    from band_counts
    union all
    select
        4 as measure_rank,
        'hand-picked accounts' as measure,
        band,
        picked_count as band_count
    from band_counts

)

select
    measures.measure_rank,
    measures.measure,
    measures.band,
    measures.band_count,
    measures.band_count / nullif(sum(measures.band_count) over (partition by measures.measure), 0) as share,
    row_number() over (partition by measures.measure order by follower_bands.min_followers asc nulls last) as band_rank
from measures
inner join follower_bands on measures.band = follower_bands.band
order by measures.measure_rank asc, band_rank asc
