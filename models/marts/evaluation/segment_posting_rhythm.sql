with segments as (

    select * from {{ ref('int_segments') }}

),

author_gaps as (

    select * from {{ ref('int_author_posting_gaps') }}

),

segment_rhythms as (

    select
        author_segmentations.segmentation,
        author_segmentations.segment,
        count(*) as rhythm_author_count,
        median(author_gaps.gap_days_median) as gap_days_median,
        percentile_cont(0.25) within group (order by author_gaps.gap_days_median) as gap_days_p25,
        percentile_cont(0.75) within group (order by author_gaps.gap_days_median) as gap_days_p75,
        median(author_gaps.gap_days_spread) as gap_days_spread,
        median(author_gaps.relative_spread) as relative_spread
    from author_gaps
    inner join {{ ref('int_author_segmentations') }} as author_segmentations
        on author_gaps.author_id = author_segmentations.author_id
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
