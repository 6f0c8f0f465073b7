-- One row per measure, band and style segment: the spread of the accounts. 'all' stands for every band, or every segment.
with authors as (

    select * from marts.author_segments

),

style_segments as (

    select * from marts.author_segmentations
    where segmentation = 'style_clusters'

),

author_values as (

    select
        'followers' as measure,
        authors.follower_band as band,
        style_segments.segment,
        cast(authors.follower_count as double) as author_value
    from authors
    inner join style_segments on authors.author_id = style_segments.author_id
    where authors.follower_count is not null
    union all
    select
        'engagement_rate' as measure,
        authors.follower_band as band,
        style_segments.segment,
        authors.engagement_rate as author_value
    from authors
    inner join style_segments on authors.author_id = style_segments.author_id
    where authors.engagement_rate is not null

),

boxes as (

    select
        measure,
        case when grouping(band) = 1 then 'all' else band end as band,
        case when grouping(segment) = 1 then 'all' else segment end as segment,
        count(*) as author_count,
        min(author_value) as smallest,
        percentile_cont(0.05) within group (order by author_value) as p05,
        percentile_cont(0.25) within group (order by author_value) as p25,
        percentile_cont(0.50) within group (order by author_value) as p50,
        percentile_cont(0.75) within group (order by author_value) as p75,
        percentile_cont(0.95) within group (order by author_value) as p95,
        max(author_value) as largest
    from author_values
    group by grouping sets ((measure, band, segment), (measure, band), (measure, segment), (measure))

)

select * from boxes
order by measure asc, band asc, segment asc
