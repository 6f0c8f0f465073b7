-- Question: how large are the style clusters, and what do their authors show?
-- Reading: mean share of the items of an author, people and furniture included, so shares are small and compare across
-- rows. Shares don't add up: an item can belong to several categories.
select
    style_cluster,
    count(*) as authors,
    avg(clothing_share) as clothing,
    avg(footwear_share) as footwear,
    avg(accessories_share) as accessories,
    avg(sportswear_share) as sportswear,
    avg(luxury_share) as luxury
from {{ ref('author_segments') }}
where style_state = 'assigned'
group by style_cluster
order by authors desc, style_cluster asc
