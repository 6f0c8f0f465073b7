-- Question: who stands at the edge of a band?
-- Reading: accounts within 10 % of an edge, the nearest first: a count that is a little stale puts them on the other side.
-- Whether the edge separates anything is asked by follower_band_edges.
select
    edges.lower_band,
    edges.upper_band,
    edges.edge_followers,
    authors.author_id,
    authors.follower_count
from {{ ref('follower_band_edges') }} as edges
inner join {{ ref('dim_authors') }} as authors
    on authors.follower_count between 0.9 * edges.edge_followers and 1.1 * edges.edge_followers
order by abs(authors.follower_count - edges.edge_followers) / edges.edge_followers asc, authors.author_id asc
limit 15
