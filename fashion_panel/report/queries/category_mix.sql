-- One row per segmentation, segment, category and band ('all' for every band): the mean share of the category among the items of
-- an account, with its 95 % interval (the account is the unit), beside the mean over all accounts of the same band.
with scores as (

    select * from marts.author_category_scores

),

authors as (

    select * from marts.author_segments
    where item_count > 0

),

segmentations as (

    select * from marts.author_segmentations
    where segmentation in ('follower_band', 'style_clusters', 'style_rules')

),

interval_z as (

    select value as z from seeds.thresholds
    where threshold_name = 'lift_interval_z'

),

shares as (

    select
        segmentations.segmentation,
        segmentations.segment,
        scores.category,
        authors.follower_band as band,
        scores.items / authors.item_count as share
    from scores
    inner join authors on scores.author_id = authors.author_id
    inner join segmentations on scores.author_id = segmentations.author_id

),

mixes as (

    select
        segmentation,
        segment,
        category,
        case when grouping(band) = 1 then 'all' else band end as band,
        case when grouping(segment) = 1 then 1 else 0 end as is_panel,
        count(*) as author_count,
        avg(share) as share,
        stddev_samp(share) / sqrt(count(*)) as standard_error
    from shares
    group by grouping sets (
        (segmentation, segment, category, band),
        (segmentation, segment, category),
        (segmentation, category, band),
        (segmentation, category)
    )

)

select
    mixes.segmentation,
    mixes.segment,
    mixes.category,
    mixes.band,
    mixes.author_count,
    mixes.share,
    greatest(mixes.share - interval_z.z * mixes.standard_error, 0) as ci_low,
    least(mixes.share + interval_z.z * mixes.standard_error, 1) as ci_high,
    panel.share as panel_share,
    mixes.share / nullif(panel.share, 0) as ratio
from mixes
inner join mixes as panel
    on
        panel.is_panel = 1
        and mixes.segmentation = panel.segmentation
        and mixes.category = panel.category
        and mixes.band = panel.band
cross join interval_z
where
    mixes.is_panel = 0
    and (mixes.segmentation = 'style_clusters' or mixes.band = 'all')
order by mixes.segmentation asc, mixes.segment asc, mixes.category asc, mixes.band asc
