-- Question: which accounts look like this one, and by what?
-- Reading: the hand-picked account that shows most luxury, and its ten look-alikes. similarity is of what they show, not of who
-- follows them; shared_labels are the three that make most of it. Put any author_id in the place of the account.
with account as (

    select author_id
    from {{ ref('author_segments') }}
    where is_fashion_forward and style_state = 'assigned'
    order by luxury_share desc, author_id asc
    limit 1

)

select
    lookalikes.rank,
    lookalikes.lookalike_id,
    lookalikes.similarity,
    lookalikes.shared_labels,
    segments.style_cluster,
    segments.follower_count,
    segments.engagement_level
from {{ ref('author_lookalikes') }} as lookalikes
inner join account on lookalikes.author_id = account.author_id
inner join {{ ref('author_segments') }} as segments on lookalikes.lookalike_id = segments.author_id
order by lookalikes.rank asc
