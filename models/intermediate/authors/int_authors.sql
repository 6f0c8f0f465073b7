with authors as (

    select * from {{ ref('stg_delivery__authors') }}

),

author_segmentations as (

    select * from {{ ref('stg_delivery__author_segmentations') }}

),

post_authors as (

    select distinct author_id from {{ ref('stg_delivery__post_images') }}

),

author_ids as (

    select author_id from authors
    union
    select author_id from author_segmentations
    union
    select author_id from post_authors

),

known_authors as (

    select
        author_ids.author_id,
        author_segmentations.geo_zone,
        coalesce(author_segmentations.follower_count, authors.follower_count) as follower_count,
        case
            when author_segmentations.follower_count is not null then 'segmentations'
            when authors.follower_count is not null then 'authors'
        end as follower_count_source,
        authors.follow_count,
        author_segmentations.is_fashion_forward
    from author_ids
    left join author_segmentations on author_ids.author_id = author_segmentations.author_id
    left join authors on author_ids.author_id = authors.author_id

),

banded_authors as (

    select
        known_authors.*,
        coalesce(follower_bands.band_name, 'unknown') as follower_band,
        coalesce(follower_ranges.range_name, 'unknown') as follower_range
    from known_authors
    left join {{ ref('follower_bands') }} as follower_bands
        on {{ in_range('known_authors.follower_count', 'follower_bands.min_followers', 'follower_bands.max_followers') }}
    left join {{ ref('follower_ranges') }} as follower_ranges
        on {{ in_range('known_authors.follower_count', 'follower_ranges.min_followers', 'follower_ranges.max_followers') }}

)

select * from banded_authors
