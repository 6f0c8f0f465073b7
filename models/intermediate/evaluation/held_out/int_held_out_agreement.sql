with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

authors as (

    select held_out_authors.author_id
    from {{ ref('int_held_out_authors') }} as held_out_authors
    cross join thresholds
    where
        held_out_authors.half_a_fashion_item_count >= thresholds.min_fashion_items
        and held_out_authors.half_b_fashion_item_count >= thresholds.min_fashion_items

),

crosstab as (

    select
        half_a.segmentation,
        half_a.segment as segment_a,
        coalesce(half_b.segment, 'unknown') as segment_b,
        count(*) as author_count
    from {{ ref('int_held_out_segments') }} as half_a
    inner join authors on half_a.author_id = authors.author_id
    left join {{ ref('int_half_segmentations') }} as half_b
        on half_a.segmentation = half_b.segmentation and half_a.author_id = half_b.author_id and half_b.half = 'b'
    where half_a.placed_by = 'posts'
    group by half_a.segmentation, half_a.segment, coalesce(half_b.segment, 'unknown')

),

{% for side in ['a', 'b'] -%}
segments_{{ side }} as (

    select
        segmentation,
        sum(cast(author_count as numeric(38, 0)) * author_count) as squares
    from (
        select
            segmentation,
            segment_{{ side }},
            sum(author_count) as author_count
        from crosstab
        group by segmentation, segment_{{ side }}
    ) as sized_segments
    group by segmentation

),

{% endfor -%}
cells as (

    select
        segmentation,
        sum(author_count) as author_count,
        sum(cast(author_count as numeric(38, 0)) * author_count) as squares
    from crosstab
    group by segmentation

),

agreement as (

    select
        cells.segmentation,
        {{ adjusted_rand_index('cells.author_count', 'cells.squares', 'segments_a.squares', 'segments_b.squares') }} as ari,
        cast(cells.author_count as bigint) as author_count
    from cells
    inner join segments_a on cells.segmentation = segments_a.segmentation
    inner join segments_b on cells.segmentation = segments_b.segmentation

)

select * from agreement
