-- One row per measure, band and style segment: the spread of the accounts. 'all' stands for every band, or every segment. A
-- group of too few accounts is no box: it has a row for each of its accounts too, the dot.
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

limits as (

    select value as min_accounts from seeds.report_limits
    where limit_name = 'min_accounts'

),

boxes as (

    select
        author_values.measure,
        case when grouping(author_values.band) = 1 then 'all' else author_values.band end as band,
        case when grouping(author_values.segment) = 1 then 'all' else author_values.segment end as segment,
        count(*) as author_count,
        percentile_cont(0.05) within group (order by author_values.author_value) as p05,
        percentile_cont(0.25) within group (order by author_values.author_value) as p25,
        percentile_cont(0.50) within group (order by author_values.author_value) as p50,
        percentile_cont(0.75) within group (order by author_values.author_value) as p75,
        percentile_cont(0.95) within group (order by author_values.author_value) as p95,
        count(*) < max(limits.min_accounts) as is_small
    from author_values
    cross join limits
    group by grouping sets (
        (author_values.measure, author_values.band, author_values.segment),
        (author_values.measure, author_values.band),
        (author_values.measure, author_values.segment),
        (author_values.measure)
    )

),

marks as (

    select
        boxes.measure,
        boxes.band,
        boxes.segment,
        boxes.author_count,
        boxes.p05,
        boxes.p25,
        boxes.p50,
        boxes.p75,
        boxes.p95,
        boxes.is_small,
        cast(null as double) as dot
    from boxes
    union all
    select
        boxes.measure,
        boxes.band,
        boxes.segment,
        boxes.author_count,
        boxes.p05,
        boxes.p25,
        boxes.p50,
        boxes.p75,
        boxes.p95,
        boxes.is_small,
        author_values.author_value as dot
    from boxes
    inner join author_values
        on
            boxes.measure = author_values.measure
            and (boxes.band = 'all' or boxes.band = author_values.band)
            and (boxes.segment = 'all' or boxes.segment = author_values.segment)
    where boxes.is_small

)

select * from marks
order by measure asc, band asc, segment asc, dot asc nulls first
