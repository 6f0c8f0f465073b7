-- One row per category of the margins, and one for the whole panel: raw beside weighted.
select
    margin,
    category,
    author_count,
    target_share,
    attainable_share,
    raw_share,
    weighted_share,
    weight_max,
    kish_author_count,
    reason,
    count(*) over () - 1 as category_count
from marts.panel_margins
order by margin asc, raw_share desc, category asc
