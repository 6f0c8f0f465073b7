-- the segments of the trend tables: those of all segmentations, and the panel as one segment
with segments as (

    select * from {{ ref('int_segments') }}

),

segmentations as (

    select * from {{ ref('int_segmentations') }}

),

whole_panel as (

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
        segmentations.in_label_weeks,
        segmentations.in_same_authors_lines
    from segments
    inner join segmentations on segments.segmentation = segmentations.segmentation
    union all
    select
        whole_panel.segment_number,
        whole_panel.segmentation,
        whole_panel.segment,
        coalesce(rules.in_label_weeks, false) as in_label_weeks,
        coalesce(rules.in_same_authors_lines, false) as in_same_authors_lines
    from whole_panel
    left join {{ ref('segmentations') }} as rules on whole_panel.segmentation = rules.segmentation

)

select * from trend_segments
