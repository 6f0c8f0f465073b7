-- Whom the segmentations place.

-- says: Style clusters place {clusters:share} of the accounts, {clusters:against|bands|share|more than|as many as|fewer than}
--   the bands ({bands:share}). An account with too little to show is declined, not guessed.
select
    style_clusters.coverage_assigned as clusters,
    follower_bands.coverage_assigned as bands
from scorecard as style_clusters
cross join scorecard as follower_bands
where style_clusters.segmentation = 'style_clusters' and follower_bands.segmentation = 'follower_band';

-- says: The delivery holds no account, so there is nothing to show.
select author_count from panel
where author_count = 0;
