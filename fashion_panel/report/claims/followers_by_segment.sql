-- Whether style is another name for followers.

-- says: {part:share} of the variance in followers (logarithm) lies between style clusters; {chance:share} would by chance.
--   {reading}
select
    scorecard.eta_squared_log_followers as part,
    (clusters.cluster_count - 1) * 1.0 / (clusters.placed_count - 1) as chance,
    case
        when scorecard.eta_squared_log_followers < limits.weak_share then 'Style is no other name for followers.'
        when scorecard.eta_squared_log_followers >= limits.strong_share then 'Style is largely another name for followers.'
        else 'Style and followers overlap in part.'
    end as reading
from scorecard
cross join clusters
cross join limits
where
    scorecard.segmentation = 'style_clusters'
    and scorecard.eta_squared_log_followers is not null
    and clusters.cluster_count > 1
    and clusters.placed_count >= limits.min_accounts;

-- says: There are fewer than two style clusters, so there is nothing to compare.
select clusters.cluster_count
from clusters
cross join panel
where clusters.cluster_count < 2 and panel.author_count > 0;
