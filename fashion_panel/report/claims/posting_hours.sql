-- When the bands post most.

-- says: The busiest hour (UTC) is [{hour} h in {band:named} ({band_post_count:count|post})].
with ranked_hours as (

    select
        *,
        row_number() over (partition by band order by share desc, hour asc) as hour_rank
    from posting_hours

)

select
    ranked_hours.band,
    ranked_hours.hour,
    ranked_hours.band_post_count
from ranked_hours
cross join limits
where
    ranked_hours.hour_rank = 1
    and ranked_hours.min_followers is not null
    and ranked_hours.band_post_count >= limits.min_posts
order by ranked_hours.min_followers asc;

-- says: No band has {least_posts:count} posts, too few to tell a busiest hour.
with bands as (

    select max(band_post_count) as most_posts
    from posting_hours
    where min_followers is not null

)

select limits.min_posts as least_posts
from bands
cross join limits
where bands.most_posts > 0 and bands.most_posts < limits.min_posts;

-- says: No account with posts has a known follower count, so the hours are those of accounts without a band.
with bands as (

    select
        sum(post_count) as all_posts,
        sum(case when min_followers is not null then post_count else 0 end) as band_posts
    from posting_hours

)

select all_posts from bands
where all_posts > 0 and band_posts = 0;

-- says: No post was delivered, so there are no hours.
select post_count from panel
where post_count = 0;
