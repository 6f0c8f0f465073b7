-- One row per band and style of which the panel has fewer accounts than its targets ask for, with the nearest candidate.
select
    gaps.follower_band,
    gaps.style_cluster,
    gaps.author_count,
    gaps.target_count,
    gaps.gap,
    candidates.author_id,
    candidates.reason
from marts.recruiting as gaps
left join marts.recruiting_candidates as candidates
    on
        gaps.follower_band = candidates.follower_band
        and gaps.style_cluster = candidates.style_cluster
        and candidates.rank = 1
where gaps.gap >= 1
order by gaps.gap desc, gaps.follower_band asc, gaps.style_cluster asc
limit 10
