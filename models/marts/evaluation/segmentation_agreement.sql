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

),

-- segmentations share all authors, so the margins of a crosstab are the sizes of the segments
segments as (

    select * from {{ ref('int_segments') }}

),

segmentations as (

    select
        segmentation,
        count(*) as segment_count,
        sum(author_count) as author_count,
        sum(cast(author_count as numeric(38, 0)) * author_count) as squares,
        {{ count_log_count('author_count') }} as count_logs
    from segments
    group by segmentation

),

cells as (

    select
        crosstabs.segmentation_a,
        crosstabs.segmentation_b,
        crosstabs.author_count,
        cast(segments_a.author_count as numeric(38, 0)) * segments_b.author_count as cell_margins,
        {{ chi_square_term(
            'crosstabs.author_count', 'segments_a.author_count', 'segments_b.author_count', 'segmentations.author_count'
        ) }} as chi_square
    from crosstabs
    inner join segmentations on crosstabs.segmentation_a = segmentations.segmentation
    inner join segments as segments_a
        on crosstabs.segmentation_a = segments_a.segmentation and crosstabs.segment_a = segments_a.segment
    inner join segments as segments_b
        on crosstabs.segmentation_b = segments_b.segmentation and crosstabs.segment_b = segments_b.segment

),

pairs as (

    select
        segmentation_a,
        segmentation_b,
        sum(author_count) as author_count,
        sum(cast(author_count as numeric(38, 0)) * author_count) as squares,
        {{ count_log_count('author_count') }} as count_logs,
        sum(cell_margins) as cell_margins,
        {{ exact_sum('chi_square') }} as chi_square
    from cells
    group by segmentation_a, segmentation_b

),

agreement as (

    select
        pairs.segmentation_a,
        pairs.segmentation_b,
        {{ adjusted_rand_index('pairs.author_count', 'pairs.squares', 'rows_of_table.squares', 'columns_of_table.squares') }}
            as ari,
        {{ normalized_mutual_information(
            'pairs.author_count', 'pairs.count_logs', 'rows_of_table.count_logs', 'columns_of_table.count_logs'
        ) }} as nmi,
        {{ cramers_v(
            'pairs.author_count', 'pairs.chi_square', 'pairs.cell_margins', 'rows_of_table.segment_count',
            'columns_of_table.segment_count'
        ) }} as cramers_v,
        cast(pairs.author_count as bigint) as author_count
    from pairs
    inner join segmentations as rows_of_table on pairs.segmentation_a = rows_of_table.segmentation
    inner join segmentations as columns_of_table on pairs.segmentation_b = columns_of_table.segmentation

)

select
    segmentation_a,
    segmentation_b,
    cast(ari as double) as ari,
    cast(nmi as double) as nmi,
    cast(cramers_v as double) as cramers_v,
    author_count
from agreement
order by segmentation_a, segmentation_b
