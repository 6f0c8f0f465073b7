{%- set panel_term -%}
cells.half_b_item_count * ln(cells.half_b_item_count / (authors.half_b_item_count * cells.half_b_share))
{%- endset -%}
{%- set segment_term -%}
cells.half_b_item_count * ln(
    cells.half_b_item_count * (segment_labels.segment_items - authors.half_a_item_count)
    / (authors.half_b_item_count * segment_labels.growth * (segment_labels.label_items - cells.half_a_item_count))
)
{%- endset -%}
{%- set own_items = 'cells.half_a_item_count * cells.half_b_share / cells.half_a_share' -%}

-- deviance of an author: 2 sum (x ln(x / mu) - x + mu) over all labels. Labels that are not shown add their mu, whose sum needs
-- no grid: the expected items of the segment, less what the author gave to them
with authors as (

    select * from {{ ref('int_held_out_authors') }}
    where half_b_item_count > 0

),

panel as (

    select
        {{ exact_sum('half_b_share') }} as label_share,
        {{ exact_sum('case when is_other then half_b_share else 0 end') }} as other_label_share
    from {{ ref('int_held_out_labels') }}

),

segments as (

    select
        half_segment_number,
        max(segment_items) as segment_items,
        {{ exact_sum('growth * label_items') }} as expected_items,
        {{ exact_sum('case when is_other then growth * label_items else 0 end') }} as other_expected_items
    from {{ ref('int_held_out_segment_labels') }}
    group by half_segment_number

),

author_sums as (

    select
        cells.author_id,
        {{ exact_sum(own_items) }} as own_items,
        {{ exact_sum('case when cells.is_other then ' ~ own_items ~ ' else 0 end') }} as other_own_items,
        sum(cells.half_b_item_count) as shown_items,
        sum(case when cells.is_other then cells.half_b_item_count else 0 end) as other_shown_items,
        {{ exact_sum('case when cells.half_b_item_count > 0 then ' ~ panel_term ~ ' else 0 end') }} as panel_terms,
        {{ exact_sum('case when cells.half_b_item_count > 0 and cells.is_other then ' ~ panel_term ~ ' else 0 end') }}
            as other_panel_terms
    from {{ ref('int_held_out_cells') }} as cells
    inner join authors on cells.author_id = authors.author_id
    group by cells.author_id

),

segment_sums as (

    select
        segment_authors.half_segment_number,
        segment_authors.author_id,
        {{ exact_sum(segment_term) }} as segment_terms,
        {{ exact_sum('case when cells.is_other then ' ~ segment_term ~ ' else 0 end') }} as other_segment_terms
    from {{ ref('int_held_out_cells') }} as cells
    inner join authors on cells.author_id = authors.author_id
    inner join {{ ref('int_held_out_segments') }} as segment_authors on cells.author_id = segment_authors.author_id
    inner join {{ ref('int_held_out_segment_labels') }} as segment_labels
        on
            segment_authors.half_segment_number = segment_labels.half_segment_number
            and cells.label_number = segment_labels.label_number
    where cells.half_b_item_count > 0
    group by segment_authors.half_segment_number, segment_authors.author_id

),

author_deviances as (

    select
        segment_authors.segmentation,
        segment_authors.author_id,
        2 * (
            coalesce(segment_sums.segment_terms, 0)
            - coalesce(author_sums.shown_items, 0)
            + authors.half_b_item_count / (segments.segment_items - authors.half_a_item_count)
            * (segments.expected_items - coalesce(author_sums.own_items, 0))
        ) as deviance,
        2 * (
            coalesce(author_sums.panel_terms, 0)
            - coalesce(author_sums.shown_items, 0)
            + authors.half_b_item_count * panel.label_share
        ) as panel_deviance,
        2 * (
            coalesce(segment_sums.other_segment_terms, 0)
            - coalesce(author_sums.other_shown_items, 0)
            + authors.half_b_item_count / (segments.segment_items - authors.half_a_item_count)
            * (segments.other_expected_items - coalesce(author_sums.other_own_items, 0))
        ) as other_deviance,
        2 * (
            coalesce(author_sums.other_panel_terms, 0)
            - coalesce(author_sums.other_shown_items, 0)
            + authors.half_b_item_count * panel.other_label_share
        ) as other_panel_deviance
    from {{ ref('int_held_out_segments') }} as segment_authors
    inner join authors on segment_authors.author_id = authors.author_id
    inner join segments on segment_authors.half_segment_number = segments.half_segment_number
    cross join panel
    left join author_sums on segment_authors.author_id = author_sums.author_id
    left join segment_sums
        on
            segment_authors.half_segment_number = segment_sums.half_segment_number
            and segment_authors.author_id = segment_sums.author_id

)

select * from author_deviances
