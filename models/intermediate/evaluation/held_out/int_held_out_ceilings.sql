{%- set term -%}
cells.half_b_item_count * ln(
    cells.half_b_item_count * (authors.half_a_item_count + priors.prior_items)
    / (
        authors.half_b_item_count * segment_labels.growth
        * (cells.half_a_item_count + priors.prior_items * segment_labels.label_items / segment_labels.segment_items)
    )
)
{%- endset -%}

-- what the author's own half a says of half b, shrunk to the style cluster
with authors as (

    select
        held_out_authors.*,
        segment_authors.half_segment_number
    from {{ ref('int_held_out_authors') }} as held_out_authors
    inner join {{ ref('int_held_out_segments') }} as segment_authors on held_out_authors.author_id = segment_authors.author_id
    where segment_authors.segmentation = 'style_clusters' and held_out_authors.half_b_item_count > 0

),

priors as (

    select cast(prior_items as double) as prior_items from {{ ref('held_out_priors') }}

),

segments as (

    select
        half_segment_number,
        {{ exact_sum('growth * label_items / segment_items') }} as expected_share
    from {{ ref('int_held_out_segment_labels') }}
    group by half_segment_number

),

author_sums as (

    select
        cells.author_id,
        {{ exact_sum('cells.half_a_item_count * cells.half_b_share / cells.half_a_share') }} as own_items
    from {{ ref('int_held_out_cells') }} as cells
    group by cells.author_id

),

expected_items as (

    select
        priors.prior_items,
        {{ exact_sum(
            'authors.half_b_item_count / (authors.half_a_item_count + priors.prior_items)'
            ~ ' * (coalesce(author_sums.own_items, 0) + priors.prior_items * segments.expected_share)'
        ) }} as expected_items
    from authors
    cross join priors
    inner join segments on authors.half_segment_number = segments.half_segment_number
    left join author_sums on authors.author_id = author_sums.author_id
    group by priors.prior_items

),

shown_items as (

    select
        priors.prior_items,
        sum(cells.half_b_item_count) as shown_items,
        {{ exact_sum(term) }} as terms
    from {{ ref('int_held_out_cells') }} as cells
    inner join authors on cells.author_id = authors.author_id
    inner join {{ ref('int_held_out_segment_labels') }} as segment_labels
        on
            authors.half_segment_number = segment_labels.half_segment_number
            and cells.label_number = segment_labels.label_number
    cross join priors
    where cells.half_b_item_count > 0
    group by priors.prior_items

),

panel as (

    select {{ exact_sum('panel_deviance', 9) }} as panel_deviance
    from {{ ref('int_held_out_author_deviances') }}
    where segmentation = 'style_clusters'

),

ceilings as (

    select
        cast(shown_items.prior_items as bigint) as prior_items,
        1 - 2 * (shown_items.terms - shown_items.shown_items + expected_items.expected_items)
        / nullif(panel.panel_deviance, 0) as held_out_skill
    from shown_items
    inner join expected_items on shown_items.prior_items = expected_items.prior_items
    cross join panel

)

select * from ceilings
