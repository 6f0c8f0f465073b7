-- What the bands hide.

-- verdict: Style: the panel wears {cluster_count:count} styles, and a band knows nothing of them that can be told from chance.
select clusters.cluster_count
from scorecard as style_clusters
cross join scorecard as follower_bands
cross join clusters
where
    style_clusters.segmentation = 'style_clusters'
    and follower_bands.segmentation = 'follower_band'
    and style_clusters.held_out_skill_low > 0
    and follower_bands.held_out_skill_low <= 0
    and clusters.cluster_count > 1
    and clusters.band_count > 1;

-- verdict: Part of the style: the panel wears {cluster_count:count} styles, and a band knows {part:share} of what the style
--   clusters know.
select
    clusters.cluster_count,
    follower_bands.held_out_skill / style_clusters.held_out_skill as part
from scorecard as style_clusters
cross join scorecard as follower_bands
cross join clusters
where
    style_clusters.segmentation = 'style_clusters'
    and follower_bands.segmentation = 'follower_band'
    and style_clusters.held_out_skill_low > 0
    and follower_bands.held_out_skill_low > 0
    and follower_bands.held_out_skill < style_clusters.held_out_skill
    and clusters.cluster_count > 1
    and clusters.band_count > 1;

-- verdict: No style that this panel can tell: all placed accounts are one cluster.
select cluster_count from clusters
where cluster_count = 1;

-- verdict: It can't be told: no account is placed in a style cluster.
select cluster_count from clusters
where cluster_count = 0;

-- verdict: It can't be told: what the style clusters know of other weeks is not more than chance, or not more than the bands
--   know.
select clusters.cluster_count
from clusters
left join scorecard as style_clusters on style_clusters.segmentation = 'style_clusters'
left join scorecard as follower_bands on follower_bands.segmentation = 'follower_band'
where
    clusters.cluster_count > 1
    and clusters.band_count > 1
    and (
        coalesce(style_clusters.held_out_skill_low, 0) <= 0
        or (follower_bands.held_out_skill_low > 0 and follower_bands.held_out_skill >= style_clusters.held_out_skill)
    );

-- verdict: It can't be told: there are no two bands with accounts.
select cluster_count from clusters
where cluster_count > 1 and band_count < 2;

-- number: {cluster_count:count}
-- says: style clusters are found
select cluster_count from clusters
where cluster_count > 1;

-- number: {picked:count}
-- says: of {all_picked:count|hand-picked account} are in {band:named}, the largest band
with largest as (

    select band from panel_balance
    where measure = 'accounts' and band <> 'unknown'
    order by share desc, band asc
    limit 1

)

select
    panel_balance.band_count as picked,
    panel.fashion_forward_author_count as all_picked,
    largest.band
from panel_balance
inner join largest on panel_balance.band = largest.band
cross join panel
where panel_balance.measure = 'hand-picked accounts' and panel.fashion_forward_author_count > 0;
