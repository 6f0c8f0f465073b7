with bands as (

    select band_name as follower_band from {{ ref('follower_bands') }}

),

clusters as (

    select distinct name as style_cluster from {{ ref('int_kmeans_centroids') }}
    where is_in_use

),

authors as (

    select * from {{ ref('author_segments') }}

),

targets as (

    select * from {{ ref('recruiting_targets') }}

),

band_shares as (

    select
        bands.follower_band,
        coalesce(
            max(margin_targets.target_share),
            count(authors.author_id) / nullif(cast(sum(count(authors.author_id)) over () as double), 0)
        ) as share
    from bands
    left join authors on bands.follower_band = authors.follower_band
    left join {{ ref('margin_targets') }} as margin_targets
        on margin_targets.margin = 'follower_band' and bands.follower_band = margin_targets.category
    group by bands.follower_band

),

panel as (

    select
        (select {{ exact_sum('share') }} from band_shares) as band_share,
        (select count(*) from clusters) as cluster_count,
        (select count(*) from targets) as target_count

),

cell_counts as (

    select
        bands.follower_band,
        clusters.style_cluster,
        count(authors.author_id) as author_count
    from bands
    cross join clusters
    left join authors
        on bands.follower_band = authors.follower_band and clusters.style_cluster = authors.style_cluster
    group by bands.follower_band, clusters.style_cluster

),

cells as (

    select
        cell_counts.follower_band,
        cell_counts.style_cluster,
        cell_counts.author_count,
        sum(cell_counts.author_count) over () as assigned_author_count,
        case
            when panel.target_count > 0 then coalesce(targets.target_share, 0.0)
            else band_shares.share / panel.band_share / panel.cluster_count
        end as target_share
    from cell_counts
    cross join panel
    inner join band_shares on cell_counts.follower_band = band_shares.follower_band
    left join targets
        on cell_counts.follower_band = targets.follower_band and cell_counts.style_cluster = targets.style_cluster

),

-- 1 / this is the effective share of the panel: Kish's number of the cells weighted to their targets
panel_variance as (

    select nullif({{ exact_sum('power(target_share, 2) / author_count', decimals=25) }}, 0) as variance
    from cells
    where author_count > 0

)

select
    cells.follower_band,
    cells.style_cluster,
    cells.author_count,
    cells.target_share,
    cells.target_share * cells.assigned_author_count as target_count,
    cells.target_share * cells.assigned_author_count - cells.author_count as gap,
    case
        when cells.author_count > 0
            then 1 / (
                panel_variance.variance
                - power(cells.target_share, 2) / (cells.author_count * (cells.author_count + cast(1 as double)))
            ) - 1 / panel_variance.variance
    end as kish_gain
from cells
cross join panel_variance
order by cells.follower_band, cells.style_cluster
