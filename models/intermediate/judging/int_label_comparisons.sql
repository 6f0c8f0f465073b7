with assignments as (

    select * from {{ ref('int_segment_assignments') }}

),

author_labels as (

    select * from {{ ref('int_author_labels') }}

),

segments as (

    select
        segment_number,
        assignment,
        segmentation,
        segment,
        count(*) as author_count,
        sum(item_count) as sum_n,
        sum(item_count * item_count) as sum_nn
    from assignments
    group by segment_number, assignment, segmentation, segment

),

-- authors who don't show a label add nothing to its sums, so the full grid of authors and labels is never built
segment_labels as (

    select
        assignments.segment_number,
        author_labels.label_number,
        count(*) as author_count,
        sum(author_labels.image_row_count) as detection_count,
        sum(author_labels.item_count) as sum_x,
        sum(author_labels.item_count * author_labels.item_count) as sum_xx,
        sum(author_labels.item_count * assignments.item_count) as sum_xn
    from author_labels
    inner join assignments on author_labels.author_id = assignments.author_id
    group by assignments.segment_number, author_labels.label_number

),

segment_label_grid as (

    select
        segments.*,
        labels.label_number,
        coalesce(segment_labels.author_count, 0) as label_author_count,
        coalesce(segment_labels.detection_count, 0) as detection_count,
        coalesce(segment_labels.sum_x, 0) as sum_x,
        coalesce(segment_labels.sum_xx, 0) as sum_xx,
        coalesce(segment_labels.sum_xn, 0) as sum_xn
    from segments
    cross join (select distinct label_number from author_labels) as labels
    left join segment_labels
        on segments.segment_number = segment_labels.segment_number and labels.label_number = segment_labels.label_number

),

-- only authors of known segments are compared with each other
known_labels as (

    select
        assignment,
        segmentation,
        label_number,
        {%- for measure in ['author_count', 'sum_n', 'sum_nn', 'label_author_count', 'sum_x', 'sum_xx', 'sum_xn'] %}
        sum({{ measure }}) as {{ measure }}{{ ',' if not loop.last }}
        {%- endfor %}
    from segment_label_grid
    where segment <> 'unknown'
    group by assignment, segmentation, label_number

),

label_comparisons as (

    select
        grid.*,
        known_labels.author_count as known_author_count,
        known_labels.label_author_count as known_label_author_count,
        {%- for measure in ['author_count', 'sum_n', 'sum_nn', 'sum_x', 'sum_xx', 'sum_xn'] %}
        known_labels.{{ measure }} - grid.{{ measure }} as other_{{ measure }}{{ ',' if not loop.last }}
        {%- endfor %}
    from segment_label_grid as grid
    left join known_labels
        on
            grid.assignment = known_labels.assignment
            and grid.segmentation = known_labels.segmentation
            and grid.label_number = known_labels.label_number

)

select * from label_comparisons
