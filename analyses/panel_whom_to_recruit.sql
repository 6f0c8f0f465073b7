-- Question: whom should we recruit next?
-- Reading: cells of band and style cluster where accounts are missing, largest gain first. kish_gain is how many equal accounts
-- the panel is worth more with one more account there; nobody there yet has no gain to tell, and comes first. candidates are
-- accounts of the panel that come near the cell (recruiting_candidates): follow them for longer, and look for others like them.
-- Targets of your own: seeds/panel/recruiting_targets.csv.
with candidates as (

    select
        follower_band,
        style_cluster,
        count(*) as candidate_count,
        min(case when rank = 1 then author_id end) as first_candidate
    from {{ ref('recruiting_candidates') }}
    group by follower_band, style_cluster

)

select
    recruiting.follower_band,
    recruiting.style_cluster,
    recruiting.author_count,
    recruiting.target_count,
    recruiting.gap,
    recruiting.kish_gain,
    coalesce(candidates.candidate_count, 0) as candidates,
    candidates.first_candidate
from {{ ref('recruiting') }} as recruiting
left join candidates
    on recruiting.follower_band = candidates.follower_band and recruiting.style_cluster = candidates.style_cluster
where recruiting.gap > 0
order by recruiting.kish_gain desc nulls first, recruiting.gap desc, recruiting.follower_band asc, recruiting.style_cluster asc
