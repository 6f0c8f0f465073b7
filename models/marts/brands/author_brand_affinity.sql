with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

affinities as (

    select
        author_brands.author_id,
        author_brands.brand,
        author_brands.item_count,
        author_brands.post_count,
        brands.prior_items,
        brands.shoe_rate * exposures.shoe_count + brands.bag_rate * exposures.bag_count as expected_items
    from {{ ref('int_author_brands') }} as author_brands
    inner join {{ ref('int_brands') }} as brands on author_brands.brand = brands.brand
    inner join {{ ref('int_author_brand_exposures') }} as exposures on author_brands.author_id = exposures.author_id

),

-- items of one post are one observation: the bound rests on posts, with the expectation scaled alike
posteriors as (

    select
        *,
        post_count + prior_items as shape,
        expected_items * post_count / item_count + prior_items as rate
    from affinities

),

ratios as (

    select
        posteriors.author_id,
        posteriors.brand,
        posteriors.item_count,
        posteriors.post_count,
        posteriors.expected_items,
        (posteriors.item_count + posteriors.prior_items) / (posteriors.expected_items + posteriors.prior_items) as ratio,
        {{ gamma_quantile('posteriors.shape', 'posteriors.rate', '-thresholds.brand_lower_z') }} as ratio_lower,
        thresholds.brand_min_items,
        thresholds.brand_min_ratio
    from posteriors
    cross join thresholds

)

select
    author_id,
    brand,
    item_count,
    post_count,
    expected_items,
    ratio,
    ratio_lower,
    item_count >= brand_min_items and ratio_lower > brand_min_ratio as is_affine,
    cast(row_number() over (partition by author_id order by ratio_lower desc, item_count desc, brand asc) as bigint) as brand_rank
from ratios
order by author_id, brand_rank
