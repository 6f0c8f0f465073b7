-- One row per trend and segment that clearly rises or falls in a band or a style cluster.
select
    trend_id,
    segmentation,
    segment,
    direction,
    recent_share,
    previous_share,
    ratio,
    ci_low,
    ci_high,
    q_value,
    recent_author_count,
    ratio_year_ago
from marts.trend_momentum
where
    segmentation in ('follower_band', 'style_clusters')
    and direction in ('rising', 'falling')
order by q_value asc, trend_id asc, segmentation asc, segment asc
limit 25
