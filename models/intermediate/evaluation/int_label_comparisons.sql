{%- set label_sums = ['sum_x', 'sum_xx', 'sum_xn', 'sum_xxxx', 'sum_xxxn', 'sum_xxnn', 'sum_xnnn'] -%}
{%- set sums = ['sum_n', 'sum_nn', 'sum_nnnn'] + label_sums -%}

-- tables that are read twice are named twice: of a subquery that is read twice the engine keeps a copy, without the smallest and
-- largest values by which it would know that these sums fit into 64 bits, and that the groups can be counted in an array
with segments as (

    select
        assignments.permutation_number,
        assignments.segment_number,
        segments.segmentation,
        segments.segment,
        count(*) as author_count,
        sum(assignments.item_count) as sum_n,
        sum(assignments.item_count * assignments.item_count) as sum_nn,
        sum(
            cast(assignments.item_count as numeric(38, 0))
            * assignments.item_count * assignments.item_count * assignments.item_count
        ) as sum_nnnn
    from {{ ref('int_segment_assignments') }} as assignments
    inner join {{ ref('int_segments') }} as segments on assignments.segment_number = segments.segment_number
    group by assignments.permutation_number, assignments.segment_number, segments.segmentation, segments.segment

),

-- fourth powers pass 64 bits; made once an author and label, not once a permutation
author_labels as (

    select
        author_labels.author_id,
        author_labels.label_number,
        author_labels.image_row_count,
        author_labels.item_count,
        author_labels.item_count * author_labels.item_count as xx,
        author_labels.item_count * author_items.item_count as xn,
        cast(author_labels.item_count as numeric(38, 0))
        * author_labels.item_count * author_labels.item_count * author_labels.item_count as xxxx,
        cast(author_labels.item_count as numeric(38, 0))
        * author_labels.item_count * author_labels.item_count * author_items.item_count as xxxn,
        cast(author_labels.item_count as numeric(38, 0))
        * author_labels.item_count * author_items.item_count * author_items.item_count as xxnn,
        cast(author_labels.item_count as numeric(38, 0))
        * author_items.item_count * author_items.item_count * author_items.item_count as xnnn
    from {{ ref('int_author_labels') }} as author_labels
    inner join {{ ref('int_author_items') }} as author_items on author_labels.author_id = author_items.author_id

),

-- authors who don't show a label add nothing to its sums, so the full grid of authors and labels is never built
segment_labels as (

    select
        assignments.permutation_number,
        assignments.segment_number,
        author_labels.label_number,
        count(*) as author_count,
        sum(author_labels.image_row_count) as detection_count,
        sum(author_labels.item_count) as sum_x,
        sum(author_labels.xx) as sum_xx,
        sum(author_labels.xn) as sum_xn,
        sum(author_labels.xxxx) as sum_xxxx,
        sum(author_labels.xxxn) as sum_xxxn,
        sum(author_labels.xxnn) as sum_xxnn,
        sum(author_labels.xnnn) as sum_xnnn
    from author_labels
    inner join {{ ref('int_segment_assignments') }} as assignments on author_labels.author_id = assignments.author_id
    group by assignments.permutation_number, assignments.segment_number, author_labels.label_number

),

labels as (

    select distinct label_number from {{ ref('int_author_labels') }}

),

segment_label_grid as (

    select
        segments.*,
        labels.label_number,
        {% for column in label_sums -%}
        coalesce(segment_labels.{{ column }}, 0) as {{ column }},
        {% endfor -%}
        coalesce(segment_labels.author_count, 0) as label_author_count,
        coalesce(segment_labels.detection_count, 0) as detection_count
    from segments
    cross join labels
    left join segment_labels
        on
            segments.permutation_number = segment_labels.permutation_number
            and segments.segment_number = segment_labels.segment_number
            and labels.label_number = segment_labels.label_number

),

-- only authors of known segments are compared with each other
known_labels as (

    select
        permutation_number,
        segmentation,
        label_number,
        {% for column in sums -%}
        sum({{ column }}) as {{ column }},
        {% endfor -%}
        sum(author_count) as author_count,
        sum(label_author_count) as label_author_count
    from segment_label_grid
    where segment <> 'unknown'
    group by permutation_number, segmentation, label_number

),

label_comparisons as (

    select
        grid.*,
        known_labels.author_count as known_author_count,
        known_labels.label_author_count as known_label_author_count,
        {% for column in sums -%}
        known_labels.{{ column }} - grid.{{ column }} as other_{{ column }},
        {% endfor -%}
        known_labels.author_count - grid.author_count as other_author_count
    from segment_label_grid as grid
    left join known_labels
        on
            grid.permutation_number = known_labels.permutation_number
            and grid.segmentation = known_labels.segmentation
            and grid.label_number = known_labels.label_number

)

select * from label_comparisons
