-- Question: which accounts look like this one, and by what?
-- Reading: a hand-picked account of the demo that shows much luxury, and its ten look-alikes; put any author_id in its place.
-- similarity is of what they show, not of who follows them; shared_labels are the three that make most of it.
select
    lookalikes.rank,
    lookalikes.lookalike_id,
    lookalikes.similarity,
    lookalikes.shared_labels,
    segments.style_cluster,
    segments.follower_count,
    segments.engagement_level
from {{ ref('author_lookalikes') }} as lookalikes
inner join {{ ref('author_segments') }} as segments on lookalikes.lookalike_id = segments.author_id
where lookalikes.author_id = 602415212286
order by lookalikes.rank asc
