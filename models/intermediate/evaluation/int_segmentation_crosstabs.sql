with author_segmentations as (

    select * from {{ ref('int_author_segmentations') }}

),

crosstabs as (

    select
        rows_of_table.segmentation as segmentation_a,
        columns_of_table.segmentation as segmentation_b,
        rows_of_table.segment as segment_a,
        columns_of_table.segment as segment_b,
        count(*) as author_count
    from author_segmentations as rows_of_table
    inner join author_segmentations as columns_of_table
        on
            rows_of_table.author_id = columns_of_table.author_id
            and rows_of_table.segmentation < columns_of_table.segmentation
    group by
        rows_of_table.segmentation, columns_of_table.segmentation, rows_of_table.segment, columns_of_table.segment

)

select * from crosstabs
