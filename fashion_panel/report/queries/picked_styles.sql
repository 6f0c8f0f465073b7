-- One row per style segment: its share of the hand-picked accounts and of all others, with how many accounts that is.
with authors as (

    select
        dim_authors.author_id,
        coalesce(dim_authors.is_fashion_forward, false) as is_picked,
        author_segmentations.segment
    from marts.dim_authors
    inner join marts.author_segmentations as author_segmentations
        on dim_authors.author_id = author_segmentations.author_id
    where author_segmentations.segmentation = 'style_clusters'

),

segment_states as (

    select * from seeds.segment_states

),

totals as (

    select
        sum(case when is_picked then 1 else 0 end) as picked_count,
        sum(case when is_picked then 0 else 1 end) as other_count
    from authors

),

counts as (

    select
        authors.segment,
        coalesce(segment_states.state, 'assigned') as state,
        sum(case when authors.is_picked then 1 else 0 end) as picked_count,
        sum(case when authors.is_picked then 0 else 1 end) as other_count
    from authors
    left join segment_states on authors.segment = segment_states.segment
    group by authors.segment, segment_states.state

)

select
    counts.segment,
    counts.state,
    counts.picked_count,
    counts.other_count,
    totals.picked_count as all_picked_count,
    counts.picked_count * 1.0 / nullif(totals.picked_count, 0) as share,
    counts.other_count * 1.0 / nullif(totals.other_count, 0) as other_share
from counts
cross join totals
order by counts.state <> 'assigned' asc, counts.picked_count + counts.other_count desc, counts.segment asc
