-- Whether style is another name for engagement.

-- says: {part:share} of the variance in engagement (logarithm) lies between style clusters; {chance:share} would by chance.
--   {reading}
select
    scorecard.eta_squared_log_engagement_rate as part,
    (clusters.cluster_count - 1) * 1.0 / (clusters.placed_count - 1) as chance,
    case
        when scorecard.eta_squared_log_engagement_rate < limits.weak_share then 'Style is no other name for engagement.'
        when scorecard.eta_squared_log_engagement_rate >= limits.strong_share then 'Style is largely another name for engagement.'
        else 'Style and engagement overlap in part.'
    end as reading
from scorecard
cross join clusters
cross join limits
where
    scorecard.segmentation = 'style_clusters'
    and scorecard.eta_squared_log_engagement_rate is not null
    and clusters.cluster_count > 1
    and clusters.placed_count >= limits.min_accounts;

-- says: There are fewer than two style clusters, so there is nothing to compare.
select clusters.cluster_count
from clusters
cross join panel
where clusters.cluster_count < 2 and panel.author_count > 0;
