-- What the delivery does not say of the account, and what follows from it.

-- says: Its follower count is not known, so it has no band, no rate of engagement, and no accounts of like size.
select dim_authors.author_id
from marts.dim_authors
inner join account on dim_authors.author_id = account.author_id
where dim_authors.follower_count is null;

-- says: No post of it was delivered.
select dim_authors.author_id
from marts.dim_authors
inner join account on dim_authors.author_id = account.author_id
where dim_authors.post_count = 0;

-- says: {unseen_count:count} of {post_count:count|post} {verb} no visible likes.
select
    count(*) as post_count,
    count(case when fct_posts.likes_status <> 'visible' then 1 end) as unseen_count,
    case when count(case when fct_posts.likes_status <> 'visible' then 1 end) = 1 then 'has' else 'have' end as verb
from marts.fct_posts
inner join account on fct_posts.author_id = account.author_id
having count(case when fct_posts.likes_status <> 'visible' then 1 end) > 0;

-- says: Its posts show no items.
select dim_authors.author_id
from marts.dim_authors
inner join account on dim_authors.author_id = account.author_id
where dim_authors.post_count > 0 and dim_authors.item_count = 0;

-- says: Whether it is hand-picked is not said.
select dim_authors.author_id
from marts.dim_authors
inner join account on dim_authors.author_id = account.author_id
where dim_authors.is_fashion_forward is null;
