-- One row per band, style segment and point of the ribbon between them. Heights are shares of the panel; gaps part the nodes.
with authors as (

    select * from marts.author_segments

),

style_segments as (

    select * from marts.author_segmentations
    where segmentation = 'style_clusters'

),

segment_states as (

    select * from seeds.segment_states

),

follower_bands as (

    select * from seeds.follower_bands

),

links as (

    select
        authors.follower_band as band,
        style_segments.segment,
        count(*) as author_count
    from authors
    inner join style_segments on authors.author_id = style_segments.author_id
    group by authors.follower_band, style_segments.segment

),

band_nodes as (

    select
        links.band,
        row_number() over (order by follower_bands.min_followers asc nulls last, links.band asc) as band_rank,
        sum(links.author_count) as band_author_count
    from links
    left join follower_bands on links.band = follower_bands.band_name
    group by links.band, follower_bands.min_followers

),

segment_nodes as (

    select
        links.segment,
        row_number() over (
            order by segment_states.state is not null asc, sum(links.author_count) desc, links.segment asc
        ) as segment_rank,
        sum(links.author_count) as segment_author_count
    from links
    left join segment_states on links.segment = segment_states.segment
    group by links.segment, segment_states.state

),

totals as (

    select sum(author_count) as author_count from links

),

ribbons as (

    select
        links.band,
        links.segment,
        links.author_count,
        band_nodes.band_rank,
        segment_nodes.segment_rank,
        band_nodes.band_author_count,
        segment_nodes.segment_author_count,
        links.author_count / totals.author_count as height,
        (
            sum(links.author_count) over (
                order by band_nodes.band_rank, segment_nodes.segment_rank rows unbounded preceding
            ) - links.author_count
        ) / totals.author_count + 0.04 * (band_nodes.band_rank - 1) as band_from,
        (
            sum(links.author_count) over (
                order by segment_nodes.segment_rank, band_nodes.band_rank rows unbounded preceding
            ) - links.author_count
        ) / totals.author_count + 0.04 * (segment_nodes.segment_rank - 1) as segment_from
    from links
    inner join band_nodes on links.band = band_nodes.band
    inner join segment_nodes on links.segment = segment_nodes.segment
    cross join totals

),

points as (

    select
        0.0 as x,
        true as is_band_side
    union all
    select
        0.25 as x,
        true as is_band_side
    union all
    select
        0.75 as x,
        false as is_band_side
    union all
    select
        1.0 as x,
        false as is_band_side

)

select
    ribbons.band,
    ribbons.segment,
    ribbons.author_count,
    ribbons.band_author_count,
    ribbons.segment_author_count,
    ribbons.band_rank,
    ribbons.segment_rank,
    points.x,
    case when points.is_band_side then ribbons.band_from else ribbons.segment_from end as y,
    case when points.is_band_side then ribbons.band_from else ribbons.segment_from end + ribbons.height as y2
from ribbons
cross join points
order by ribbons.band_rank asc, ribbons.segment_rank asc, points.x asc
