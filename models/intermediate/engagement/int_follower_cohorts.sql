with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

authors as (

    select * from {{ ref('int_authors') }}

),

sized_cohorts as (

    select
        follower_cohorts.cohort_number,
        follower_cohorts.min_followers,
        follower_cohorts.max_followers,
        count(authors.author_id) as author_count
    from {{ ref('follower_cohorts') }} as follower_cohorts
    left join authors
        on {{ in_range('authors.follower_count', 'follower_cohorts.min_followers', 'follower_cohorts.max_followers') }}
    group by follower_cohorts.cohort_number, follower_cohorts.min_followers, follower_cohorts.max_followers

),

large_cohorts as (

    select sized_cohorts.cohort_number
    from sized_cohorts
    cross join thresholds
    where sized_cohorts.author_count >= thresholds.min_cohort_authors

),

-- a small cohort joins the nearest large one (the lower of two equally near); without any large one all are one
ranked_hosts as (

    select
        sized_cohorts.cohort_number,
        coalesce(large_cohorts.cohort_number, 1) as merged_cohort_number,
        row_number() over (
            partition by sized_cohorts.cohort_number
            order by abs(sized_cohorts.cohort_number - large_cohorts.cohort_number), large_cohorts.cohort_number
        ) as nearness
    from sized_cohorts
    left join large_cohorts on true

),

hosted_cohorts as (

    select
        sized_cohorts.*,
        ranked_hosts.merged_cohort_number
    from sized_cohorts
    inner join ranked_hosts on sized_cohorts.cohort_number = ranked_hosts.cohort_number
    where ranked_hosts.nearness = 1

),

merged_cohorts as (

    select
        merged_cohort_number,
        sum(author_count) as merged_author_count,
        min(min_followers) as merged_min_followers,
        max(max_followers) as merged_max_followers
    from hosted_cohorts
    group by merged_cohort_number

),

named_cohorts as (

    select
        hosted_cohorts.cohort_number,
        hosted_cohorts.min_followers,
        hosted_cohorts.max_followers,
        hosted_cohorts.author_count,
        merged_cohorts.merged_author_count,
        case
            when merged_cohorts.merged_max_followers = 9223372036854775807
                then cast(merged_cohorts.merged_min_followers as string) || '_and_more'
            else
                cast(merged_cohorts.merged_min_followers as string)
                || '_to_'
                || cast(merged_cohorts.merged_max_followers as string)
        end as follower_cohort
    from hosted_cohorts
    inner join merged_cohorts on hosted_cohorts.merged_cohort_number = merged_cohorts.merged_cohort_number

)

select * from named_cohorts
