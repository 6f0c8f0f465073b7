-- What moves now: on the same accounts, the season taken out.

-- says: Rising: [{name} ({ratio:times})].
select
    coalesce(display_name, canonical_name) as name,
    ratio
from label_moves
where direction = 'rising' and axis <> 'brand'
order by q_value asc, canonical_name asc
limit 5;

-- says: Falling: [{name} ({ratio:times})].
select
    coalesce(display_name, canonical_name) as name,
    ratio
from label_moves
where direction = 'falling' and axis <> 'brand'
order by q_value asc, canonical_name asc
limit 5;

-- says: Brands that move: [{name} ({ratio:times})].
select
    coalesce(display_name, canonical_name) as name,
    ratio
from label_moves
where axis = 'brand'
order by q_value asc, canonical_name asc
limit 5;

-- says: No label and no brand of the panel clearly rises or falls.
select 1 as is_calm
where not exists (select 1 as is_moving from label_moves);
