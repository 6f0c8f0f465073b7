-- One row per trend and segment that clearly rises or falls in a band or a style cluster, on the same accounts and beyond the
-- season; beside it the same for all accounts, whoever joined or left.
select
    trend_id,
    segmentation,
    segment,
    direction,
    recent_share,
    previous_share,
    same_authors_ratio as ratio,
    same_authors_ci_low as ci_low,
    same_authors_ci_high as ci_high,
    q_value,
    recent_author_count,
    same_authors_count,
    recent_share / nullif(previous_share, 0) as all_authors_ratio,
    ratio_year_ago
from marts.trend_momentum
where
    segmentation in ('follower_band', 'style_clusters')
    and direction in ('rising', 'falling')
order by q_value asc, trend_id asc, segmentation asc, segment asc
limit 25
