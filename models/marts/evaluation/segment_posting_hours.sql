with segments as (

    select * from {{ ref('int_segments') }}

),

hours as (

    select cast(hour_of_day as bigint) as hour_of_day from {{ whole_numbers('hour_of_day', 0, 23) }} as numbers

),

-- by author first: the posts are many, the hours few
author_hours as (

    select
        author_id,
        cast(extract(hour from published_at) as bigint) as hour_of_day,
        count(*) as post_count
    from {{ ref('int_posts') }}
    group by author_id, cast(extract(hour from published_at) as bigint)

),

segment_hours as (

    select
        author_segmentations.segmentation,
        author_segmentations.segment,
        author_hours.hour_of_day,
        cast(sum(author_hours.post_count) as bigint) as post_count
    from author_hours
    inner join {{ ref('int_author_segmentations') }} as author_segmentations
        on author_hours.author_id = author_segmentations.author_id
    group by author_segmentations.segmentation, author_segmentations.segment, author_hours.hour_of_day

),

segment_hour_grid as (

    select
        segments.segmentation,
        segments.segment,
        hours.hour_of_day,
        coalesce(segment_hours.post_count, 0) as post_count
    from segments
    cross join hours
    left join segment_hours
        on
            segments.segmentation = segment_hours.segmentation
            and segments.segment = segment_hours.segment
            and hours.hour_of_day = segment_hours.hour_of_day

)

select
    segmentation,
    segment,
    hour_of_day as hour,  -- noqa: RF04
    post_count,
    post_count / nullif(cast(sum(post_count) over (partition by segmentation, segment) as double), 0) as share
from segment_hour_grid
order by segmentation, segment, hour_of_day
