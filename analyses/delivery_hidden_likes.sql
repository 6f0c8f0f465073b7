-- Question: of how many posts are the likes hidden?
-- Reading: hidden likes are unknown and never 0: such posts have no engagement rate. A band in which they are commoner is
-- rated on fewer posts.
select
    authors.follower_band,
    count(*) as posts,
    sum(case when posts.likes_status = 'visible' then 0 else 1 end) as without_likes,
    avg(case when posts.likes_status = 'visible' then 0.0 else 1.0 end) as share
from {{ ref('fct_posts') }} as posts
inner join {{ ref('dim_authors') }} as authors on posts.author_id = authors.author_id
group by authors.follower_band
order by share desc, authors.follower_band asc
