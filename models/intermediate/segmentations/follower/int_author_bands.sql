with authors as (

    select * from {{ ref('int_authors') }}

),

follower_bands as (

    select * from {{ ref('follower_bands') }}

),

follower_ranges as (

    select * from {{ ref('follower_ranges') }}

),

banded_authors as (

    select
        authors.author_id,
        authors.follower_count,
        coalesce(follower_bands.band_name, 'unknown') as follower_band,
        coalesce(follower_ranges.range_name, 'unknown') as follower_range
    from authors
    left join follower_bands
        on {{ in_range('authors.follower_count', 'follower_bands.min_followers', 'follower_bands.max_followers') }}
    left join follower_ranges
        on {{ in_range('authors.follower_count', 'follower_ranges.min_followers', 'follower_ranges.max_followers') }}

)

select * from banded_authors
