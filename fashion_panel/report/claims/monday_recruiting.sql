-- Whom to recruit.

-- says: Most missing: [{gap:count} {follower_band:named} {style_cluster:named}].
select
    gap,
    follower_band,
    style_cluster
from recruiting_gaps
order by gap desc, follower_band asc, style_cluster asc
limit 3;

-- says: No band and style lacks an account against its target.
select 1 as is_complete
where not exists (select 1 as is_missing from recruiting_gaps);
