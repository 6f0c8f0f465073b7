-- One row per style cluster: how many of the look-alikes of its accounts are in it too, and how many would be by chance; of
-- look-alikes that are placed in a cluster themselves.
with placed as (

    select
        author_id,
        style_cluster as segment
    from marts.author_segments
    where style_state = 'assigned'

),

clusters as (

    select
        own.segment,
        count(distinct own.author_id) as author_count,
        count(*) as lookalike_count,
        sum(case when own.segment = alike.segment then 1 else 0 end) as same_count
    from marts.author_lookalikes as lookalikes
    inner join placed as own on lookalikes.author_id = own.author_id
    inner join placed as alike on lookalikes.lookalike_id = alike.author_id
    group by own.segment

)

select
    segment,
    author_count,
    lookalike_count,
    same_count * 1.0 / lookalike_count as share,
    (author_count - 1) * 1.0 / nullif(sum(author_count) over () - 1, 0) as chance_share
from clusters
order by author_count desc, segment asc
