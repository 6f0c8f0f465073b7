-- Where accounts are missing, and where one more is worth most.

-- says: Most is gained by accounts that are {follower_band:named} and {style_cluster:named}: the panel has {author_count:count},
--   and one more is worth {kish_gain:number|1} of equal weight.
select
    follower_band,
    style_cluster,
    author_count,
    kish_gain
from recruits
where kish_gain is not null
order by kish_gain desc, follower_band asc, style_cluster asc
limit 1;

-- says: Nobody is [{follower_band:named} and {style_cluster:named}].
select
    follower_band,
    style_cluster
from recruits
where author_count = 0
order by gap desc, follower_band asc, style_cluster asc
limit 3;

-- says: Nobody is placed in a style cluster, so nothing says whom the panel lacks.
select count(*) as cell_count from recruits
having count(*) = 0;
