-- Whether the new segmentations repeat the bands, and whether they agree with each other and with themselves.

-- says: Style clusters and follower bands agree at {ari:number} (adjusted Rand index; 0 is chance, 1 the same division):
--   {reading}.
select
    agreement.ari,
    case
        when agreement.ari < limits.weak_share then 'they divide the accounts differently'
        when agreement.ari < limits.strong_share then 'they overlap in part'
        else 'they are nearly the same division'
    end as reading
from agreement
cross join limits
cross join clusters
where
    agreement.segmentation_a = 'follower_band'
    and agreement.segmentation_b = 'style_clusters'
    and agreement.ari is not null
    and clusters.cluster_count > 1
    and clusters.band_count > 1;

-- says: Style rules and style clusters agree at {ari:number}.
select agreement.ari
from agreement
cross join clusters
where
    agreement.segmentation_a = 'style_clusters'
    and agreement.segmentation_b = 'style_rules'
    and clusters.cluster_count > 1;

-- says: Placed by one half of the weeks and by the other, {held_out_agreement_authors:count|account} {verb} with
--   {held_out_agreement:number} in the style clusters.
select
    scorecard.held_out_agreement,
    scorecard.held_out_agreement_authors,
    case when scorecard.held_out_agreement_authors = 1 then 'agrees' else 'agree' end as verb
from scorecard
cross join limits
cross join clusters
where
    scorecard.segmentation = 'style_clusters'
    and scorecard.held_out_agreement_authors >= limits.min_accounts
    and clusters.cluster_count > 1;

-- says: With fewer than two style clusters there is nothing that could agree.
select clusters.cluster_count
from clusters
cross join panel
where clusters.cluster_count < 2 and panel.author_count > 0;
