with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

author_bands as (

    select * from {{ ref('int_author_bands') }}

),

edges as (

    select max_followers as edge_followers from {{ ref('follower_bands') }}
    where max_followers < 9223372036854775807

),

near_authors as (

    select
        edges.edge_followers,
        author_bands.author_id,
        author_bands.follower_count <= edges.edge_followers as is_below,
        author_engagement.engagement_rate
    from edges
    cross join thresholds
    inner join author_bands
        on abs(author_bands.follower_count - edges.edge_followers) <= thresholds.edge_window * edges.edge_followers
    left join {{ ref('int_author_engagement') }} as author_engagement
        on author_bands.author_id = author_engagement.author_id

)

select * from near_authors
