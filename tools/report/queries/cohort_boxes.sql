-- One row per follower cohort and style segment ('all' for every one): the spread of engagement among accounts of like size.
with authors as (

    select * from marts.author_segments

),

author_cohorts as (

    select * from marts.dim_authors

),

cohorts as (

    select * from marts.dim_follower_cohorts

),

style_segments as (

    select * from marts.author_segmentations
    where segmentation = 'style_clusters'

),

author_rates as (

    select
        cohorts.cohort_number,
        cohorts.min_followers,
        cohorts.max_followers,
        authors.follower_band as band,
        style_segments.segment,
        authors.engagement_rate
    from authors
    inner join author_cohorts on authors.author_id = author_cohorts.author_id
    inner join cohorts on author_cohorts.follower_cohort = cohorts.follower_cohort
    inner join style_segments on authors.author_id = style_segments.author_id
    where authors.engagement_rate is not null

),

boxes as (

    select
        cohort_number,
        min_followers,
        max_followers,
        band,
        case when grouping(segment) = 1 then 'all' else segment end as segment,
        count(*) as author_count,
        percentile_cont(0.05) within group (order by engagement_rate) as p05,
        percentile_cont(0.25) within group (order by engagement_rate) as p25,
        percentile_cont(0.50) within group (order by engagement_rate) as p50,
        percentile_cont(0.75) within group (order by engagement_rate) as p75,
        percentile_cont(0.95) within group (order by engagement_rate) as p95
    from author_rates
    group by grouping sets (
        (cohort_number, min_followers, max_followers, band, segment),
        (cohort_number, min_followers, max_followers, band)
    )

)

select
    *,
    case
        when cohort_number = max(cohort_number) over () then format('{:,}', min_followers) || ' and more'
        else format('{:,}', min_followers) || ' to ' || format('{:,}', max_followers)
    end as followers
from boxes
order by cohort_number asc, band asc, segment asc
