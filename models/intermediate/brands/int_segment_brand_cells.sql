{#- s: shoes, b: bags, x: items with the brand; letters together are products. Whole numbers, so that no order shows -#}
{%- set exposures = ['s', 'b', 'ss', 'sb', 'bb', 'sss', 'ssb', 'sbb', 'bbb'] -%}
{%- set items = ['x', 'xx', 'xs', 'xb', 'xxx', 'xxs', 'xxb', 'xss', 'xsb', 'xbb'] -%}

-- only authors of known segments are compared with each other
with segment_authors as (

    select
        segment_authors.segmentation,
        segment_authors.segment,
        exposures.volume_decile,
        exposures.author_id,
        exposures.shoe_count as s,
        exposures.bag_count as b
    from {{ ref('int_author_segmentations') }} as segment_authors
    inner join {{ ref('int_author_brand_exposures') }} as exposures on segment_authors.author_id = exposures.author_id
    where segment_authors.segment <> 'unknown'

),

cell_exposures as (

    select
        segmentation,
        segment,
        volume_decile,
        {% for product in exposures -%}
        cast(sum({{ product | list | join(' * ') }}) as double) as {{ product }},
        {% endfor -%}
        count(*) as author_count
    from segment_authors
    group by segmentation, segment, volume_decile

),

shown_brands as (

    select
        segment_authors.*,
        author_brands.brand,
        author_brands.item_count as x
    from segment_authors
    inner join {{ ref('int_author_brands') }} as author_brands on segment_authors.author_id = author_brands.author_id

),

cell_items as (

    select
        segmentation,
        segment,
        volume_decile,
        brand,
        {% for product in items -%}
        cast(sum({{ product | list | join(' * ') }}) as double) as {{ product }},
        {% endfor -%}
        count(*) as brand_author_count
    from shown_brands
    group by segmentation, segment, volume_decile, brand

),

cells as (

    select
        cell_exposures.*,
        brands.brand,
        brands.shoe_rate as p,
        brands.bag_rate as q,
        {% for product in items -%}
        coalesce(cell_items.{{ product }}, 0.0) as {{ product }},
        {% endfor -%}
        coalesce(cell_items.brand_author_count, 0) as brand_author_count
    from cell_exposures
    cross join {{ ref('int_brands') }} as brands
    left join cell_items
        on
            cell_exposures.segmentation = cell_items.segmentation
            and cell_exposures.segment = cell_items.segment
            and cell_exposures.volume_decile = cell_items.volume_decile
            and brands.brand = cell_items.brand

),

-- an author is expected to show e = p s + q b items of the brand
expected_cells as (

    select
        *,
        p * s + q * b as e,
        p * xs + q * xb as xe,
        p * p * ss + 2 * p * q * sb + q * q * bb as ee,
        p * xxs + q * xxb as xxe,
        p * p * xss + 2 * p * q * xsb + q * q * xbb as xee,
        p * p * p * sss + 3 * p * p * q * ssb + 3 * p * q * q * sbb + q * q * q * bbb as eee
    from cells

)

select
    segmentation,
    segment,
    volume_decile,
    brand,
    author_count,
    brand_author_count,
    x as sum_x,
    e as sum_e,
    xx as sum_xx,
    xe as sum_xe,
    ee as sum_ee,
    x - e as sum_residual,
    xx - 2 * xe + ee as sum_residual_2,
    xxx - 3 * xxe + 3 * xee - eee as sum_residual_3
from expected_cells
