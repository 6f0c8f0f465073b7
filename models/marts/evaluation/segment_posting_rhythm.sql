with segments as (

    select * from {{ ref('int_segments') }}

),

thresholds as (

    select * from {{ ref('int_thresholds') }}

),

ordered_posts as (

    select
        author_id,
        published_at,
        lag(published_at) over (partition by author_id order by published_at, post_id) as previous_published_at
    from {{ ref('int_posts') }}

),

gaps as (

    select
        author_id,
        cast({{ seconds_between('previous_published_at', 'published_at') }} as double) / 86400 as gap_days
    from ordered_posts
    where previous_published_at is not null

),

author_gaps as (

    select
        author_id,
        count(*) as gap_count,
        median(gap_days) as gap_days_median,
        percentile_cont(0.25) within group (order by gap_days) as gap_days_p25,
        percentile_cont(0.75) within group (order by gap_days) as gap_days_p75
    from gaps
    group by author_id

),

-- relative spread 0 is clockwork, about 1.6 is posting at random moments, more is bursts and silences
author_rhythms as (

    select
        author_gaps.author_id,
        author_gaps.gap_days_median,
        author_gaps.gap_days_p75 - author_gaps.gap_days_p25 as gap_days_spread,
        (author_gaps.gap_days_p75 - author_gaps.gap_days_p25) / nullif(author_gaps.gap_days_median, 0) as relative_spread
    from author_gaps
    cross join thresholds
    where author_gaps.gap_count + 1 >= thresholds.rhythm_min_posts

),

segment_rhythms as (

    select
        author_segmentations.segmentation,
        author_segmentations.segment,
        count(*) as rhythm_author_count,
        median(author_rhythms.gap_days_median) as gap_days_median,
        percentile_cont(0.25) within group (order by author_rhythms.gap_days_median) as gap_days_p25,
        percentile_cont(0.75) within group (order by author_rhythms.gap_days_median) as gap_days_p75,
        median(author_rhythms.gap_days_spread) as gap_days_spread,
        median(author_rhythms.relative_spread) as relative_spread
    from author_rhythms
    inner join {{ ref('int_author_segmentations') }} as author_segmentations
        on author_rhythms.author_id = author_segmentations.author_id
    group by author_segmentations.segmentation, author_segmentations.segment

),

rhythms as (

    select
        segments.segmentation,
        segments.segment,
        segments.author_count,
        coalesce(segment_rhythms.rhythm_author_count, 0) as rhythm_author_count,
        cast(segment_rhythms.gap_days_median as double) as gap_days_median,
        cast(segment_rhythms.gap_days_p25 as double) as gap_days_p25,
        cast(segment_rhythms.gap_days_p75 as double) as gap_days_p75,
        cast(segment_rhythms.gap_days_spread as double) as gap_days_spread,
        cast(segment_rhythms.relative_spread as double) as relative_spread
    from segments
    left join segment_rhythms
        on segments.segmentation = segment_rhythms.segmentation and segments.segment = segment_rhythms.segment

)

select * from rhythms
order by segmentation, segment
