-- score test: how the residuals of a segment differ from those of authors permuted within their deciles of volume
with cells as (

    select * from {{ ref('int_segment_brand_cells') }}

),

decile_sums as (

    select
        segmentation,
        volume_decile,
        brand,
        cast(sum(author_count) as double) as n,
        {{ exact_sum('sum_residual', 9) }} as residual,
        {{ exact_sum('sum_residual_2', 9) }} as residual_2,
        {{ exact_sum('sum_residual_3', 9) }} as residual_3
    from cells
    group by segmentation, volume_decile, brand

),

-- moments of a sum over as many authors drawn from the decile without replacement
drawn_sums as (

    select
        cells.segmentation,
        cells.segment,
        cells.brand,
        cells.author_count * deciles.residual / deciles.n as mean_sum,
        cells.author_count * (deciles.n - cells.author_count) / deciles.n
        * (deciles.residual_2 - power(deciles.residual, 2) / deciles.n) / nullif(deciles.n - 1, 0) as variance,
        cells.author_count * (deciles.n - cells.author_count) * (deciles.n - 2 * cells.author_count)
        / nullif(deciles.n * (deciles.n - 1) * (deciles.n - 2), 0)
        * (
            deciles.residual_3 - 3 * deciles.residual * deciles.residual_2 / deciles.n
            + 2 * power(deciles.residual, 3) / power(deciles.n, 2)
        ) as third_moment,
        cells.sum_residual
    from cells
    inner join decile_sums as deciles
        on
            cells.segmentation = deciles.segmentation
            and cells.volume_decile = deciles.volume_decile
            and cells.brand = deciles.brand

),

scores as (

    select
        segmentation,
        segment,
        brand,
        {{ exact_sum('sum_residual - mean_sum', 9) }} as score,
        {{ exact_sum('variance', 9) }} as variance,
        coalesce({{ exact_sum('third_moment', 9) }}, 0) as third_moment
    from drawn_sums
    group by segmentation, segment, brand

),

standardised_scores as (

    select
        segmentation,
        segment,
        brand,
        score / sqrt(variance) as z,
        third_moment / power(variance, 1.5) as skewness
    from scores
    where variance > 0

)

-- where a few authors hold most items of a brand, a segment without them is common and yet beyond the end of Pearson's
-- distribution: on the side of its shorter tail the first term of the skewness has to do (E. A. Cornish & R. A. Fisher, 1938)
select
    segmentation,
    segment,
    brand,
    case
        when z * skewness < 0 then z - skewness * (power(z, 2) - 1) / 6
        else {{ pearson_score('z', 'skewness') }}
    end as z
from standardised_scores
