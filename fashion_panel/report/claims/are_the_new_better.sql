-- Whether the style clusters are better than the bands: a difference in held-out skill of limits.claim_se standard errors.

-- verdict: Yes, for what people wear: a style cluster knows clearly more of it than a band. Style clusters place
--   {clusters:against|bands|share|more accounts than|as many accounts as|fewer accounts than} the bands.
select
    style_clusters.coverage_assigned as clusters,
    follower_bands.coverage_assigned as bands
from scorecard as style_clusters
cross join scorecard as follower_bands
cross join limits
cross join clusters
where
    style_clusters.segmentation = 'style_clusters'
    and follower_bands.segmentation = 'follower_band'
    and clusters.cluster_count > 1
    and clusters.band_count > 1
    and style_clusters.held_out_skill_low > 0
    and style_clusters.held_out_skill - follower_bands.held_out_skill
    > limits.claim_se * sqrt(power(style_clusters.held_out_skill_se, 2) + power(follower_bands.held_out_skill_se, 2));

-- verdict: Not provably: what a style cluster knows of what people wear is not clearly more than what a band knows.
select style_clusters.held_out_skill
from scorecard as style_clusters
cross join scorecard as follower_bands
cross join limits
cross join clusters
where
    style_clusters.segmentation = 'style_clusters'
    and follower_bands.segmentation = 'follower_band'
    and clusters.cluster_count > 1
    and clusters.band_count > 1
    and (
        style_clusters.held_out_skill_low <= 0
        or style_clusters.held_out_skill - follower_bands.held_out_skill
        <= limits.claim_se * sqrt(power(style_clusters.held_out_skill_se, 2) + power(follower_bands.held_out_skill_se, 2))
    );

-- verdict: It can't be told: there is one style cluster only.
select cluster_count from clusters
where cluster_count = 1;

-- verdict: It can't be told: there are no style clusters in this warehouse.
select cluster_count from clusters
where cluster_count = 0;

-- verdict: It can't be told: there are no two bands to compare with.
select cluster_count from clusters
where cluster_count > 1 and band_count < 2;

-- verdict: It can't be told: too few accounts show a label in both halves of the weeks.
with measured as (

    select count(held_out_skill) as measured_count
    from scorecard
    where segmentation in ('style_clusters', 'follower_band')

)

select measured.measured_count
from measured
cross join clusters
where measured.measured_count < 2 and clusters.cluster_count > 1 and clusters.band_count > 1;

-- number: {held_out_share_of_ceiling:share}
-- says: of what can be known is known by the style clusters
select scorecard.held_out_share_of_ceiling
from scorecard
cross join clusters
where scorecard.segmentation = 'style_clusters' and scorecard.held_out_skill_low > 0 and clusters.cluster_count > 1;

-- number: {coverage_assigned:share}
-- says: of the accounts have a style cluster
select scorecard.coverage_assigned
from scorecard
cross join clusters
where scorecard.segmentation = 'style_clusters' and clusters.cluster_count > 1;

-- number: {held_out_agreement:number}
-- says: agreement of the clusters by one half of the weeks and by the other (0 is chance, 1 the same;
--   {held_out_agreement_authors:count} accounts)
select
    scorecard.held_out_agreement,
    scorecard.held_out_agreement_authors
from scorecard
cross join limits
cross join clusters
where
    scorecard.segmentation = 'style_clusters'
    and scorecard.held_out_agreement_authors >= limits.min_accounts
    and clusters.cluster_count > 1;
