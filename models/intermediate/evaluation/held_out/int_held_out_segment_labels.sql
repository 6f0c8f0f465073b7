with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

segment_authors as (

    select * from {{ ref('int_held_out_segments') }}

),

segments as (

    select
        segment_authors.segmentation,
        segment_authors.half_segment_number,
        cast(sum(authors.half_a_item_count) as double) as half_a_item_count
    from segment_authors
    inner join {{ ref('int_held_out_authors') }} as authors on segment_authors.author_id = authors.author_id
    group by segment_authors.segmentation, segment_authors.half_segment_number

),

shown_labels as (

    select
        segment_authors.half_segment_number,
        cells.label_number,
        cast(sum(cells.half_a_item_count) as double) as half_a_item_count
    from {{ ref('int_held_out_cells') }} as cells
    inner join segment_authors on cells.author_id = segment_authors.author_id
    group by segment_authors.half_segment_number, cells.label_number

),

segment_label_grid as (

    select
        segments.segmentation,
        segments.half_segment_number,
        labels.label_number,
        labels.is_other,
        labels.half_b_share / labels.half_a_share as growth,
        segments.half_a_item_count + thresholds.held_out_prior_items as segment_items,
        coalesce(shown_labels.half_a_item_count, 0) + thresholds.held_out_prior_items * labels.half_a_share as label_items
    from segments
    cross join {{ ref('int_held_out_labels') }} as labels
    cross join thresholds
    left join shown_labels
        on segments.half_segment_number = shown_labels.half_segment_number and labels.label_number = shown_labels.label_number

)

select * from segment_label_grid
