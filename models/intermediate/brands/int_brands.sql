with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

panel as (

    select
        cast(sum(shoe_count) as double) as shoe_count,
        cast(sum(bag_count) as double) as bag_count,
        cast(sum(shoe_count * shoe_count) as double) as shoe_squares,
        cast(sum(shoe_count * bag_count) as double) as shoe_bags,
        cast(sum(bag_count * bag_count) as double) as bag_squares
    from {{ ref('int_author_brand_exposures') }}

),

brand_sums as (

    select
        author_brands.brand,
        count(*) as author_count,
        cast(sum(author_brands.item_count) as bigint) as item_count,
        cast(sum(author_brands.shoe_item_count) as double) as shoe_item_count,
        cast(sum(author_brands.bag_item_count) as double) as bag_item_count,
        cast(sum(author_brands.item_count * author_brands.item_count) as double) as squares,
        cast(sum(author_brands.item_count * exposures.shoe_count) as double) as item_shoes,
        cast(sum(author_brands.item_count * exposures.bag_count) as double) as item_bags
    from {{ ref('int_author_brands') }} as author_brands
    inner join {{ ref('int_author_brand_exposures') }} as exposures on author_brands.author_id = exposures.author_id
    group by author_brands.brand

),

rates as (

    select
        brand_sums.*,
        panel.shoe_squares,
        panel.shoe_bags,
        panel.bag_squares,
        coalesce(brand_sums.shoe_item_count / nullif(panel.shoe_count, 0), 0) as shoe_rate,
        coalesce(brand_sums.bag_item_count / nullif(panel.bag_count, 0), 0) as bag_rate
    from brand_sums
    cross join panel

),

moments as (

    select
        *,
        shoe_rate * shoe_rate * shoe_squares + 2 * shoe_rate * bag_rate * shoe_bags + bag_rate * bag_rate * bag_squares
            as expected_squares,
        shoe_rate * item_shoes + bag_rate * item_bags as products
    from rates

),

-- what the squares are above those of a Poisson count around its expectation is the spread of the ratios
spreads as (

    select
        *,
        squares - 2 * products + expected_squares - item_count as excess
    from moments

)

select
    spreads.brand,
    spreads.shoe_rate,
    spreads.bag_rate,
    spreads.author_count,
    spreads.item_count,
    case
        when spreads.author_count < thresholds.brand_min_authors then thresholds.brand_prior_of_few
        when spreads.excess <= 0 then thresholds.brand_prior_high
        else least(
            thresholds.brand_prior_high, greatest(thresholds.brand_prior_low, spreads.expected_squares / spreads.excess)
        )
    end as prior_items
from spreads
cross join thresholds
