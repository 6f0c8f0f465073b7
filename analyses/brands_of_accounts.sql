-- Question: whose brand is Chanel, more than anybody's?
-- Reading: accounts by the lower bound of their ratio: one bag is no love of Chanel, many among as many bags are. ratio is the
-- best guess, 1 being the panel. Affinity is what is shown, not what is liked or paid for.
select
    affinity.author_id,
    affinity.item_count,
    affinity.expected_items,
    affinity.ratio,
    affinity.ratio_lower,
    segments.style_cluster
from {{ ref('author_brand_affinity') }} as affinity
inner join {{ ref('author_segments') }} as segments on affinity.author_id = segments.author_id
where affinity.brand = 'chanel' and affinity.is_affine
order by affinity.ratio_lower desc, affinity.author_id asc
limit 10
