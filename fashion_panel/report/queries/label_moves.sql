-- One row per label or brand of the panel that clearly rises or falls, on the same accounts and beyond the season, surest first.
select
    canonical_name,
    display_name,
    axis,
    direction,
    same_authors_ratio as ratio,
    same_authors_ci_low as ci_low,
    same_authors_ci_high as ci_high,
    ratio_year_ago,
    recent_share,
    recent_author_count,
    same_authors_count,
    q_value
from marts.label_momentum
where segmentation = 'panel' and direction in ('rising', 'falling')
order by q_value asc, canonical_name asc
limit 25
