-- One row per band and style cluster: its share of the band's placed accounts, with a 95 % interval, beside its share in the
-- other bands. z is the difference over its standard error.
with authors as (

    select * from marts.author_segments
    where style_cluster is not null and follower_band <> 'unknown'

),

follower_bands as (

    select * from seeds.follower_bands

),

interval_z as (

    select value as z from seeds.thresholds
    where threshold_name = 'lift_interval_z'

),

bands as (

    select
        authors.follower_band as band,
        row_number() over (order by follower_bands.min_followers asc) as band_rank,
        count(*) as band_count
    from authors
    inner join follower_bands on authors.follower_band = follower_bands.band_name
    group by authors.follower_band, follower_bands.min_followers

),

clusters as (

    select
        style_cluster as segment,
        count(*) as cluster_count
    from authors
    group by style_cluster

),

totals as (

    select count(*) as placed_count from authors

),

cells as (

    select
        follower_band as band,
        style_cluster as segment,
        count(*) as author_count
    from authors
    group by follower_band, style_cluster

),

shares as (

    select
        bands.band,
        bands.band_rank,
        bands.band_count,
        clusters.segment,
        coalesce(cells.author_count, 0) as author_count,
        coalesce(cells.author_count, 0) * 1.0 / bands.band_count as share,
        (clusters.cluster_count - coalesce(cells.author_count, 0)) * 1.0
        / nullif(totals.placed_count - bands.band_count, 0) as other_share,
        totals.placed_count - bands.band_count as other_count,
        clusters.cluster_count * 1.0 / totals.placed_count as panel_share
    from bands
    cross join clusters
    cross join totals
    left join cells on bands.band = cells.band and clusters.segment = cells.segment

)

-- Wilson interval: it stays inside 0 and 1 in small bands
select
    shares.*,
    (shares.share + interval_z.z * interval_z.z / (2 * shares.band_count) - interval_z.z * sqrt(
        shares.share * (1 - shares.share) / shares.band_count + power(interval_z.z / (2 * shares.band_count), 2)
    )) / (1 + interval_z.z * interval_z.z / shares.band_count) as ci_low,
    (shares.share + interval_z.z * interval_z.z / (2 * shares.band_count) + interval_z.z * sqrt(
        shares.share * (1 - shares.share) / shares.band_count + power(interval_z.z / (2 * shares.band_count), 2)
    )) / (1 + interval_z.z * interval_z.z / shares.band_count) as ci_high,
    (shares.share - shares.other_share)
    / nullif(
        sqrt(shares.panel_share * (1 - shares.panel_share) * (1.0 / shares.band_count + 1.0 / nullif(shares.other_count, 0))), 0
    ) as z,
    cast(shares.band || ' (' || shares.band_count || ')' as varchar) as band_title
from shares
cross join interval_z
order by shares.segment asc, shares.band_rank asc
