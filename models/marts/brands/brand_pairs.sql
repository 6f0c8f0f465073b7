-- pairs are compared within deciles of shoes and bags: who shows much shows many brands
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

shown_brands as (

    select
        author_brands.author_id,
        author_brands.brand,
        exposures.volume_decile
    from {{ ref('int_author_brands') }} as author_brands
    inner join {{ ref('int_author_brand_exposures') }} as exposures on author_brands.author_id = exposures.author_id

),

deciles as (

    select
        volume_decile,
        cast(count(*) as double) as n
    from {{ ref('int_author_brand_exposures') }}
    group by volume_decile

),

brand_counts as (

    select
        volume_decile,
        brand,
        cast(count(*) as double) as n
    from shown_brands
    group by volume_decile, brand

),

both_counts as (

    select
        shown_a.brand as brand_a,
        shown_b.brand as brand_b,
        count(*) as author_count
    from shown_brands as shown_a
    inner join shown_brands as shown_b on shown_a.author_id = shown_b.author_id and shown_a.brand < shown_b.brand
    group by shown_a.brand, shown_b.brand

),

-- mean, variance and third moment of the hypergeometric distribution
decile_pairs as (

    select
        counts_a.brand as brand_a,
        counts_b.brand as brand_b,
        counts_a.n * counts_b.n / deciles.n as expected_authors,
        counts_a.n * counts_b.n * (deciles.n - counts_a.n) * (deciles.n - counts_b.n)
        / nullif(deciles.n * deciles.n * (deciles.n - 1), 0) as variance,
        (deciles.n - 2 * counts_a.n) * (deciles.n - 2 * counts_b.n)
        / nullif(deciles.n * (deciles.n - 2), 0) as asymmetry
    from brand_counts as counts_a
    inner join brand_counts as counts_b on counts_a.volume_decile = counts_b.volume_decile and counts_a.brand < counts_b.brand
    inner join deciles on counts_a.volume_decile = deciles.volume_decile

),

expected_pairs as (

    select
        brand_a,
        brand_b,
        {{ exact_sum('expected_authors', 12) }} as expected_authors,
        {{ exact_sum('variance', 12) }} as variance,
        {{ exact_sum('variance * asymmetry', 12) }} as third_moment
    from decile_pairs
    group by brand_a, brand_b

),

pairs as (

    select
        brands_a.brand as brand_a,
        brands_b.brand as brand_b,
        coalesce(both_counts.author_count, 0) as author_count,
        coalesce(expected_pairs.expected_authors, 0.0) as expected_authors,
        case when expected_pairs.variance > 0 then expected_pairs.variance end as variance,
        expected_pairs.third_moment
    from {{ ref('int_brands') }} as brands_a
    inner join {{ ref('int_brands') }} as brands_b on brands_a.brand < brands_b.brand
    left join expected_pairs on brands_a.brand = expected_pairs.brand_a and brands_b.brand = expected_pairs.brand_b
    left join both_counts on brands_a.brand = both_counts.brand_a and brands_b.brand = both_counts.brand_b

),

scored_pairs as (

    select
        pairs.*,
        'all' as test_family,
        case when pairs.expected_authors < thresholds.brand_pair_min_expected then 'too_few_expected_authors' end as reason,
        {{ pearson_score(
            '(pairs.author_count - pairs.expected_authors) / sqrt(pairs.variance)',
            'pairs.third_moment / power(pairs.variance, 1.5)'
        ) }} as z
    from pairs
    cross join thresholds

),

tested_pairs as (

    select
        *,
        case when reason is null then 2 * {{ normal_tail('abs(z)') }} end as p_value
    from scored_pairs

)

select
    brand_a,
    brand_b,
    author_count,
    cast(expected_authors as double) as expected_authors,
    author_count / nullif(cast(expected_authors as double), 0) as lift,
    p_value,
    q_value,
    case when reason is null and p_value is null then 'no_variation' else reason end as reason
from {{ benjamini_hochberg('tested_pairs', 'p_value', 'test_family') }} as evaluated_pairs
order by brand_a, brand_b
