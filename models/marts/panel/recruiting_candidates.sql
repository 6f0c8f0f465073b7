with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

cells as (

    select * from {{ ref('recruiting') }}
    where gap > 0

),

candidates as (

    select
        candidates.*,
        row_number() over (
            partition by candidates.follower_band, candidates.style_cluster
            order by candidates.reason_number, candidates.preference, candidates.author_id
        ) as rank
    from {{ ref('int_recruiting_candidates') }} as candidates
    inner join cells
        on candidates.follower_band = cells.follower_band and candidates.style_cluster = cells.style_cluster

)

select
    candidates.follower_band,
    candidates.style_cluster,
    cast(candidates.rank as bigint) as rank,
    candidates.author_id,
    candidates.reason,
    case when candidates.reason = 'near_border' then candidates.preference end as style_confidence,
    case when candidates.reason = 'insufficient_data' then candidates.preference end as distance,
    case when candidates.reason = 'lookalike_of_a_member' then -candidates.preference end as similarity
from candidates
cross join thresholds
where candidates.rank <= thresholds.recruiting_candidates_kept
order by candidates.follower_band, candidates.style_cluster, candidates.rank
