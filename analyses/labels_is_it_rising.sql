-- Question: are loafers rising?
-- Reading: same accounts, last 8 weeks over the 24 before, in the panel and in each band. ratio_year_ago is the same a year
-- ago, so the season; as_last_year means that the change is the season. Put any display_name in its place.
select
    segment,
    recent_share,
    previous_share,
    same_authors_ratio,
    same_authors_ci_low,
    same_authors_ci_high,
    ratio_year_ago,
    direction
from {{ ref('label_momentum') }}
where display_name = 'loafers'
order by segmentation asc, segment asc
