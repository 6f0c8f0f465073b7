with follower_cohorts as (

    select * from {{ ref('int_follower_cohorts') }}

)

select
    cohort_number,
    min_followers,
    max_followers,
    author_count,
    follower_cohort,
    merged_author_count
from follower_cohorts
order by cohort_number
