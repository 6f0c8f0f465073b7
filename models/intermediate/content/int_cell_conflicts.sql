{#- which cells are compared: of what, their column in the delivery, whether they differ, what they say -#}
{%- set cells = [
    ('author_differences', 'BIO', 'has_other_bio', 'cast(null as string)'),
    ('author_differences', 'NB_FOLLOWERS', 'has_other_followers', 'follower_count'),
    ('author_differences', 'NB_FOLLOWS', 'has_other_follows', 'follow_count'),
    ('segmentation_differences', 'GEO_ZONE', 'has_other_zone', 'geo_zone'),
    ('segmentation_differences', 'NB_FOLLOWERS', 'has_other_followers', 'follower_count'),
    ('segmentation_differences', 'FASHION_INTEREST_SEGMENT', 'has_other_flag', 'is_fashion_forward'),
    ('post_differences', 'NB_LIKES', 'has_other_likes', 'like_count'),
    ('post_differences', 'COMMENT_COUNT', 'has_other_comments', 'comment_count'),
    ('post_differences', 'POST_PUBLICATION_DATE', 'has_other_date', 'published_at')
] -%}

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
    inner join {{ ref('stg_delivery__authors') }} as kept on dropped.author_id = kept.author_id

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
    inner join {{ ref('stg_delivery__author_segmentations') }} as kept on dropped.author_id = kept.author_id

),

post_differences as (

    select
        post_images.file_number,
        post_images.line_number,
        post_images.like_count <> posts.like_count as has_other_likes,
        post_images.comment_count <> posts.comment_count as has_other_comments,
        post_images.published_at <> posts.published_at as has_other_date,
        cast(post_images.like_count as string) as like_count,
        cast(post_images.comment_count as string) as comment_count,
        cast(post_images.published_at as string) as published_at
    from {{ ref('stg_delivery__post_images') }} as post_images
    inner join {{ ref('int_posts') }} as posts
        on post_images.post_id = posts.post_id and post_images.author_id = posts.author_id

),

-- the free text of people is told to differ, and not shown
cell_conflicts as (

    {% for differences, column, differs, value in cells -%}
    select
        file_number,
        line_number,
        '{{ column }}' as column_name,
        {{ value }} as raw_value,
        '{{ 'differs_within_the_post' if differences == 'post_differences' else 'differs_from_the_row_kept' }}' as reason
    from {{ differences }}
    where {{ differs }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from cell_conflicts
