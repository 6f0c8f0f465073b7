-- One row per edge between two bands and side of it: the accounts near the edge, and the spread of their engagement.
with edges as (

    select * from marts.follower_band_edges

),

authors as (

    select * from marts.author_segments

),

edge_window as (

    select value as window_share from seeds.thresholds
    where threshold_name = 'edge_window'

),

sides as (

    select 'at or below' as side
    union all
    select 'above' as side

),

near_authors as (

    select
        edges.edge_followers,
        case when authors.follower_count > edges.edge_followers then 'above' else 'at or below' end as side,
        authors.engagement_rate
    from edges
    cross join edge_window
    inner join authors
        on
            authors.follower_count >= edges.edge_followers * (1 - edge_window.window_share)
            and authors.follower_count <= edges.edge_followers * (1 + edge_window.window_share)

),

side_boxes as (

    select
        edge_followers,
        side,
        percentile_cont(0.25) within group (order by engagement_rate) as p25,
        percentile_cont(0.50) within group (order by engagement_rate) as p50,
        percentile_cont(0.75) within group (order by engagement_rate) as p75
    from near_authors
    group by edge_followers, side

)

select
    edges.edge_followers,
    sides.side,
    case when sides.side = 'above' then edges.upper_band else edges.lower_band end as band,
    edges.lower_band,
    edges.upper_band,
    case when sides.side = 'above' then edges.above_author_count else edges.below_author_count end as author_count,
    case
        when sides.side = 'above' then edges.above_rated_author_count
        else edges.below_rated_author_count
    end as rated_author_count,
    side_boxes.p25,
    side_boxes.p50,
    side_boxes.p75,
    edges.effect_size,
    edges.p_value,
    edges.reason
from edges
cross join sides
left join side_boxes on edges.edge_followers = side_boxes.edge_followers and sides.side = side_boxes.side
order by edges.edge_followers asc, sides.side desc
