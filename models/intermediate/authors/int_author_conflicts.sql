with author_differences as (

    select
        duplicates.file_number,
        duplicates.line_number,
        dropped.bio is not null and coalesce(dropped.bio <> kept.bio, true) as has_other_bio,
        dropped.follower_count is not null
        and coalesce(dropped.follower_count <> kept.follower_count, true) as has_other_followers,
        dropped.follow_count is not null and coalesce(dropped.follow_count <> kept.follow_count, true) as has_other_follows,
        cast(dropped.follower_count as string) as follower_count,
        cast(dropped.follow_count as string) as follow_count
    from {{ ref('duplicate_authors') }} as duplicates
    inner join {{ ref('landed_authors') }} as dropped
        on duplicates.file_number = dropped.file_number and duplicates.line_number = dropped.line_number
    inner join {{ ref('stg_mart__authors') }} as kept on dropped.author_id = kept.author_id

),

segmentation_differences as (

    select
        duplicates.file_number,
        duplicates.line_number,
        dropped.geo_zone is not null and coalesce(dropped.geo_zone <> kept.geo_zone, true) as has_other_zone,
        dropped.follower_count is not null
        and coalesce(dropped.follower_count <> kept.follower_count, true) as has_other_followers,
        dropped.is_fashion_forward is not null
        and coalesce(dropped.is_fashion_forward <> kept.is_fashion_forward, true) as has_other_flag,
        dropped.geo_zone,
        cast(dropped.follower_count as string) as follower_count,
        cast(dropped.is_fashion_forward as string) as is_fashion_forward
    from {{ ref('duplicate_author_segmentations') }} as duplicates
    inner join {{ ref('landed_author_segmentations') }} as dropped
        on duplicates.file_number = dropped.file_number and duplicates.line_number = dropped.line_number
    inner join {{ ref('stg_mart__author_segmentations') }} as kept on dropped.author_id = kept.author_id

),

-- what people wrote about themselves is told to differ, and not shown
author_conflicts as (

    select
        file_number,
        line_number,
        'BIO' as column_name,
        cast(null as string) as raw_value
    from author_differences
    where has_other_bio
    union all
    select
        file_number,
        line_number,
        'NB_FOLLOWERS' as column_name,
        follower_count as raw_value
    from author_differences
    where has_other_followers
    union all
    select
        file_number,
        line_number,
        'NB_FOLLOWS' as column_name,
        follow_count as raw_value
    from author_differences
    where has_other_follows
    union all
    select
        file_number,
        line_number,
        'GEO_ZONE' as column_name,
        geo_zone as raw_value
    from segmentation_differences
    where has_other_zone
    union all
    select
        file_number,
        line_number,
        'NB_FOLLOWERS' as column_name,
        follower_count as raw_value
    from segmentation_differences
    where has_other_followers
    union all
    select
        file_number,
        line_number,
        'FASHION_INTEREST_SEGMENT' as column_name,
        is_fashion_forward as raw_value
    from segmentation_differences
    where has_other_flag

)

select * from author_conflicts
