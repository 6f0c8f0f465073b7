-- One row per follower cohort, band and style segment ('all' for every one): the spread of engagement among accounts of like
-- size. Cohorts that were merged, being too small, are one. A group of too few accounts has a row for each of its accounts
-- too, the dot.
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

limits as (

    select value as min_accounts from seeds.report_limits
    where limit_name = 'min_accounts'

),

boxes as (

    select
        author_rates.cohort_number,
        author_rates.followers,
        case when grouping(author_rates.band) = 1 then 'all' else author_rates.band end as band,
        case when grouping(author_rates.segment) = 1 then 'all' else author_rates.segment end as segment,
        count(*) as author_count,
        percentile_cont(0.05) within group (order by author_rates.engagement_rate) as p05,
        percentile_cont(0.25) within group (order by author_rates.engagement_rate) as p25,
        percentile_cont(0.50) within group (order by author_rates.engagement_rate) as p50,
        percentile_cont(0.75) within group (order by author_rates.engagement_rate) as p75,
        percentile_cont(0.95) within group (order by author_rates.engagement_rate) as p95,
        count(*) < max(limits.min_accounts) as is_small
    from author_rates
    cross join limits
    group by grouping sets (
        (author_rates.cohort_number, author_rates.followers, author_rates.band, author_rates.segment),
        (author_rates.cohort_number, author_rates.followers, author_rates.band),
        (author_rates.cohort_number, author_rates.followers, author_rates.segment),
        (author_rates.cohort_number, author_rates.followers)
    )

),

marks as (

    select
        boxes.cohort_number,
        boxes.followers,
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
        boxes.cohort_number,
        boxes.followers,
        boxes.band,
        boxes.segment,
        boxes.author_count,
        boxes.p05,
        boxes.p25,
        boxes.p50,
        boxes.p75,
        boxes.p95,
        boxes.is_small,
        author_rates.engagement_rate as dot
    from boxes
    inner join author_rates
        on
            boxes.cohort_number = author_rates.cohort_number
            and boxes.followers = author_rates.followers
            and (boxes.band = 'all' or boxes.band = author_rates.band)
            and (boxes.segment = 'all' or boxes.segment = author_rates.segment)
    where boxes.is_small

)

select * from marks
order by cohort_number asc, band asc, segment asc, dot asc nulls first
