-- Whether the accounts on the two sides of an edge differ.

-- says: At {edge_followers:count} followers {near:does|account|lies|lie} within {edge_window:share} of the edge, and engagement
--   differs across it ({below:share} below, {above:share} above, {p_value:probability}).
select
    above.edge_followers,
    advice.edge_window,
    above.p_value,
    below.author_count + above.author_count as near,
    below.p50 as below,
    above.p50 as above
from band_edges as above
inner join band_edges as below on above.edge_followers = below.edge_followers
cross join limits
cross join advice
where above.side = 'above' and below.side = 'at or below' and above.p_value < limits.claim_q_value
order by above.edge_followers asc;

-- says: At {edge_followers:count} followers {near:does|account|lies|lie} within {edge_window:share} of the edge, and no
--   difference in engagement is found across it ({p_value:probability}).
select
    above.edge_followers,
    advice.edge_window,
    above.p_value,
    below.author_count + above.author_count as near
from band_edges as above
inner join band_edges as below on above.edge_followers = below.edge_followers
cross join limits
cross join advice
where above.side = 'above' and below.side = 'at or below' and above.p_value >= limits.claim_q_value
order by above.edge_followers asc;

-- says: At {edge_followers:count} followers {near:does|account|lies|lie} within {edge_window:share} of the edge: too few with
--   an engagement rate, or too alike, to test whether it separates anything.
select
    above.edge_followers,
    advice.edge_window,
    below.author_count + above.author_count as near
from band_edges as above
inner join band_edges as below on above.edge_followers = below.edge_followers
cross join advice
where above.side = 'above' and below.side = 'at or below' and above.p_value is null
order by above.edge_followers asc;
