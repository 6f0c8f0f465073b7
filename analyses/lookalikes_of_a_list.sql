-- Question: who looks like the hand-picked accounts as a whole, and is not picked?
-- Reading: similarity is summed over the accounts of the list, which ranks the others as their nearness to its mean does. A list
-- of several tastes has a mean that nobody wears: then look for each account alone (author_lookalikes). Put any list in the
-- place of the picked ones.
select
    near.author_id,
    segments.style_cluster,
    sum(near.weight * seed.weight) as similarity
from {{ ref('author_label_weights') }} as near
inner join {{ ref('author_label_weights') }} as seed on near.label_type = seed.label_type and near.label_name = seed.label_name
inner join {{ ref('author_segments') }} as picked on seed.author_id = picked.author_id and picked.is_fashion_forward
inner join {{ ref('author_segments') }} as segments on near.author_id = segments.author_id
where not coalesce(segments.is_fashion_forward, false)
group by near.author_id, segments.style_cluster
order by similarity desc, near.author_id asc
limit 10
