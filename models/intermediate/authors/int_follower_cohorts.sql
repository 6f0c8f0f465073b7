with cohort_groups as (

    select * from {{ ref('int_cohort_groups') }}

),

merged_cohorts as (

    select
        cohort_number,
        min_followers,
        max_followers,
        author_count,
        cast(sum(author_count) over (partition by group_number) as bigint) as merged_author_count,
        min(min_followers) over (partition by group_number) as merged_min_followers,
        max(max_followers) over (partition by group_number) as merged_max_followers
    from cohort_groups

),

named_cohorts as (

    select
        cohort_number,
        min_followers,
        max_followers,
        author_count,
        merged_author_count,
        cast(merged_min_followers as string)
        || case
            when merged_max_followers = 9223372036854775807 then '_and_more'
            else '_to_' || cast(merged_max_followers as string)
        end as follower_cohort
    from merged_cohorts

)

select * from named_cohorts
