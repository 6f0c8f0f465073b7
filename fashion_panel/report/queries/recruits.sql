-- One row per cell of band and style cluster where accounts are missing: what one more is worth, and how many candidates.
with candidates as (

    select
        follower_band,
        style_cluster,
        count(*) as candidate_count
    from marts.recruiting_candidates
    group by follower_band, style_cluster

)

select
    cells.follower_band,
    cells.style_cluster,
    cells.author_count,
    cells.target_count,
    cells.gap,
    cells.kish_gain,
    coalesce(candidates.candidate_count, 0) as candidate_count
from marts.recruiting as cells
left join candidates on cells.follower_band = candidates.follower_band and cells.style_cluster = candidates.style_cluster
where cells.gap > 0
order by cells.kish_gain desc nulls first, cells.gap desc, cells.follower_band asc, cells.style_cluster asc
