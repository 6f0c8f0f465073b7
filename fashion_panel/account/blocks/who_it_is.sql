-- Size, activity and place of the account.

-- says: {follower_count:count|follower} ({follower_band:named} band); it follows {follow_count:count|account}.
select
    dim_authors.follower_count,
    dim_authors.follower_band,
    dim_authors.follow_count
from marts.dim_authors
inner join account on dim_authors.author_id = account.author_id;

-- says: {follower_count:count|follower} ({follower_band:named} band); how many accounts it follows is not known.
select
    dim_authors.follower_count,
    dim_authors.follower_band
from marts.dim_authors
inner join account on dim_authors.author_id = account.author_id
where dim_authors.follow_count is null;

-- says: {post_count:count|post} with {image_count:count|image} and {item_count:count|item} on them, from {first_day} to
--   {last_day}.
select
    dim_authors.post_count,
    dim_authors.image_count,
    dim_authors.item_count,
    cast(dim_authors.first_post_at as date) as first_day,
    cast(dim_authors.last_post_at as date) as last_day
from marts.dim_authors
inner join account on dim_authors.author_id = account.author_id
where dim_authors.post_count > 0;

-- says: Zone {geo_zone}.
select dim_authors.geo_zone
from marts.dim_authors
inner join account on dim_authors.author_id = account.author_id;

-- says: {said} as fashion-forward.
select case when dim_authors.is_fashion_forward then 'hand-picked' else 'not hand-picked' end as said
from marts.dim_authors
inner join account on dim_authors.author_id = account.author_id
where dim_authors.is_fashion_forward is not null;

-- says: Of a size that is not known.
select dim_authors.author_id
from marts.dim_authors
inner join account on dim_authors.author_id = account.author_id
where dim_authors.follower_count is null;
