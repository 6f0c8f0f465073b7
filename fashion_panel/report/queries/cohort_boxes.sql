-- One row per follower cohort, band and style segment ('all' for every one): the spread of engagement among accounts of like
-- size. Cohorts that were merged, being too small, are one.
with authors as (

    select * from marts.author_segments

),

author_cohorts as (

    select * from marts.dim_authors

),

cohorts as (

    select
        follower_cohort,
        min(cohort_number) as cohort_number,
        min(min_followers) as min_followers,
        max(max_followers) as max_followers
    from marts.dim_follower_cohorts
    group by follower_cohort

),

style_segments as (

    select * from marts.author_segmentations
    where segmentation = 'style_clusters'

),

largest_bound as (

    select max(max_followers) as max_followers from cohorts

),

author_rates as (

    select
        cohorts.cohort_number,
        case
            when cohorts.max_followers = largest_bound.max_followers
                then format('{:,}', cohorts.min_followers) || ' and more'
            else format('{:,}', cohorts.min_followers) || ' to ' || format('{:,}', cohorts.max_followers)
        end as followers,
        authors.follower_band as band,
        style_segments.segment,
        authors.engagement_rate
    from authors
    inner join author_cohorts on authors.author_id = author_cohorts.author_id
    inner join cohorts on author_cohorts.follower_cohort = cohorts.follower_cohort
    inner join style_segments on authors.author_id = style_segments.author_id
    cross join largest_bound
    where authors.engagement_rate is not null

),

boxes as (

    select
        cohort_number,
        followers,
        case when grouping(band) = 1 then 'all' else band end as band,
        case when grouping(segment) = 1 then 'all' else segment end as segment,
        count(*) as author_count,
        percentile_cont(0.05) within group (order by engagement_rate) as p05,
        percentile_cont(0.25) within group (order by engagement_rate) as p25,
        percentile_cont(0.50) within group (order by engagement_rate) as p50,
        percentile_cont(0.75) within group (order by engagement_rate) as p75,
        percentile_cont(0.95) within group (order by engagement_rate) as p95
    from author_rates
    group by grouping sets (
        (cohort_number, followers, band, segment),
        (cohort_number, followers, band),
        (cohort_number, followers, segment),
        (cohort_number, followers)
    )

)

select * from boxes
order by cohort_number asc, band asc, segment asc
