with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

authors as (

    select * from {{ ref('int_authors') }}

),

posts as (

    select * from {{ ref('int_post_engagement') }}

),

follower_cohorts as (

    select * from {{ ref('int_follower_cohorts') }}

),

-- the rates of one author share their denominator, so the pooled rate is a ratio of whole numbers
author_rates as (

    select
        author_id,
        median(engagement_rate) as engagement_rate,
        count(engagement_rate) as rated_post_count,
        -- decimals, which hold the sum of any two counts
        {{ exact_sum(
            'case when engagement_rate is not null then cast(like_count as numeric(38, 0)) + comment_count end', decimals=0
        ) }} as reaction_count
    from posts
    group by author_id

),

cohort_members as (

    select
        authors.author_id,
        authors.follower_count,
        follower_cohorts.follower_cohort,
        author_rates.engagement_rate,
        coalesce(author_rates.rated_post_count, 0) as rated_post_count,
        author_rates.reaction_count / (author_rates.rated_post_count * cast(authors.follower_count as double)) as pooled_rate
    from authors
    left join author_rates on authors.author_id = author_rates.author_id
    left join follower_cohorts
        on {{ in_range('authors.follower_count', 'follower_cohorts.min_followers', 'follower_cohorts.max_followers') }}

),

cohorts as (

    select
        follower_cohort,
        median(pooled_rate) as cohort_rate
    from cohort_members
    where pooled_rate is not null
    group by follower_cohort

),

-- rated authors in the order of their size, and how many on either side are of like size
seats as (

    select
        cohort_members.author_id,
        cohort_members.engagement_rate,
        row_number() over (order by cohort_members.follower_count, cohort_members.author_id) as seat,
        least(
            thresholds.engagement_max_reach,
            greatest(thresholds.engagement_min_reach, floor(count(*) over () / thresholds.engagement_reach_divisor))
        ) as reach
    from cohort_members
    cross join thresholds
    where cohort_members.rated_post_count >= thresholds.engagement_min_posts

),

steps as (

    select seat - 1 as step from seats
    where seat <= reach + 1
    union all
    select -seat as step from seats
    where seat <= reach

),

-- an equality join on seats: a join on a range would compare everybody with everybody, and of an inner join of these three the
-- engine may take the two large ones first, which is the same
percentiles as (

    select
        seats.author_id,
        sum(
            case
                when neighbours.engagement_rate < seats.engagement_rate then 1.0
                when neighbours.engagement_rate = seats.engagement_rate then 0.5
                else 0.0
            end
        ) / cast(count(neighbours.seat) as double) as engagement_percentile,
        count(neighbours.seat) as neighbour_count
    from seats
    cross join steps
    left join seats as neighbours on seats.seat + steps.step = neighbours.seat
    group by seats.author_id

),

author_engagement as (

    select
        cohort_members.author_id,
        cohort_members.follower_cohort,
        cohort_members.rated_post_count,
        cohort_members.engagement_rate,
        (
            cohort_members.rated_post_count * cohort_members.pooled_rate
            + thresholds.engagement_prior_posts * cohorts.cohort_rate
        ) / (cohort_members.rated_post_count + thresholds.engagement_prior_posts) as engagement_rate_shrunk,
        percentiles.engagement_percentile,
        case
            when percentiles.engagement_percentile is null then 'unknown'
            when percentiles.engagement_percentile > thresholds.engagement_high_percentile then 'high'
            when percentiles.engagement_percentile > thresholds.engagement_medium_percentile then 'medium'
            else 'standard'
        end as engagement_level
    from cohort_members
    cross join thresholds
    left join cohorts on cohort_members.follower_cohort = cohorts.follower_cohort
    left join percentiles
        on
            cohort_members.author_id = percentiles.author_id
            and percentiles.neighbour_count >= thresholds.engagement_min_window

)

select * from author_engagement
