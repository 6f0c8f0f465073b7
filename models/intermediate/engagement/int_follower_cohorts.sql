{%- set cohort_numbers = range(1, 11) -%}

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

-- from the smallest accounts upwards, cohorts are put together until they have enough authors, then the next group begins:
-- a running sum that starts anew, one column a cohort since no window function can do it
running_counts as (

    select
        max(thresholds.min_cohort_authors) as min_cohort_authors,
    {% for number in cohort_numbers %}
    {%- set before = 'running_' ~ (number - 1) if number > 1 else '0' %}
    coalesce(max(case when sized_cohorts.cohort_number = {{ number }} then sized_cohorts.author_count end), 0)
    + case when {{ before }} < max(thresholds.min_cohort_authors) then {{ before }} else 0 end
        as running_{{ number }}{{ ',' if not loop.last }}
    {% endfor %}
    from sized_cohorts
    cross join thresholds

),

group_starts as (

    {% for number in cohort_numbers -%}
    select
        {{ number }} as cohort_number,
        {{ 'true' if loop.first else 'running_' ~ (number - 1) ~ ' >= min_cohort_authors' }} as starts_group,
        running_{{ cohort_numbers | last }} < min_cohort_authors as is_last_group_short
    from running_counts
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

numbered_groups as (

    select
        cohort_number,
        is_last_group_short,
        sum(case when starts_group then 1 else 0 end) over (
            order by cohort_number rows between unbounded preceding and current row
        ) as group_number,
        sum(case when starts_group then 1 else 0 end) over () as group_count
    from group_starts

),

-- what is left above the last full group joins it
merged_groups as (

    select
        cohort_number,
        case
            when is_last_group_short and group_number = group_count then greatest(group_number - 1, 1)
            else group_number
        end as group_number
    from numbered_groups

),

merged_cohorts as (

    select
        sized_cohorts.cohort_number,
        sized_cohorts.min_followers,
        sized_cohorts.max_followers,
        sized_cohorts.author_count,
        cast(
            sum(sized_cohorts.author_count) over (partition by merged_groups.group_number) as bigint
        ) as merged_author_count,
        min(sized_cohorts.min_followers) over (partition by merged_groups.group_number) as merged_min_followers,
        max(sized_cohorts.max_followers) over (partition by merged_groups.group_number) as merged_max_followers
    from sized_cohorts
    inner join merged_groups on sized_cohorts.cohort_number = merged_groups.cohort_number

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
