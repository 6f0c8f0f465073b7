-- the segments of the trend tables: those of all segmentations, and the panel as one segment
with segments as (

    select distinct
        segment_number,
        segmentation,
        segment
    from {{ ref('int_author_segmentations') }}
    union all
    select
        0 as segment_number,
        'panel' as segmentation,
        'all' as segment
    from {{ ref('int_thresholds') }}

),

trend_segments as (

    select
        segments.segment_number,
        segments.segmentation,
        segments.segment,
        coalesce(rules.in_label_weeks, false) as in_label_weeks,
        coalesce(rules.in_same_authors_lines, false) as in_same_authors_lines
    from segments
    left join {{ ref('segmentations') }} as rules on segments.segmentation = rules.segmentation

)

select * from trend_segments
