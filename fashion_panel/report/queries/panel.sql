-- One row: how large the panel is, and where it leans.
with authors as (

    select * from marts.dim_authors

),

posts as (

    select * from marts.fct_posts

),

author_totals as (

    select
        count(*) as author_count,
        sum(case when post_count > 0 then 1 else 0 end) as posting_author_count,
        sum(case when follower_band = 'unknown' then 1 else 0 end) as unknown_follower_author_count,
        sum(case when is_fashion_forward then 1 else 0 end) as fashion_forward_author_count,
        sum(image_count) as image_count,
        sum(item_count) as item_count,
        count(geo_zone) as located_author_count
    from authors

),

largest_zone as (

    select
        geo_zone,
        author_count
    from (
        select
            geo_zone,
            count(*) as author_count,
            row_number() over (order by count(*) desc, geo_zone asc) as zone_rank
        from authors
        where geo_zone is not null
        group by geo_zone
    ) as zones
    where zone_rank = 1

),

post_totals as (

    select
        count(*) as post_count,
        sum(case when likes_status = 'visible' then 1 else 0 end) as visible_likes_post_count,
        cast(min(published_at) as date) as first_day,
        cast(max(published_at) as date) as last_day
    from posts

),

-- the tenth of the accounts that post most; ties by key
busiest_tenth as (

    select sum(post_count) as busiest_tenth_post_count
    from (
        select
            post_count,
            row_number() over (order by post_count desc, author_id asc) as activity_rank,
            count(*) over () as posting_author_count
        from authors
        where post_count > 0
    ) as ranked_authors
    where activity_rank <= ceil(posting_author_count / 10.0)

)

select
    author_totals.*,
    post_totals.*,
    busiest_tenth.busiest_tenth_post_count,
    largest_zone.geo_zone as largest_zone,
    largest_zone.author_count as largest_zone_author_count
from author_totals
cross join post_totals
cross join busiest_tenth
left join largest_zone on true
