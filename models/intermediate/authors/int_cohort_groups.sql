{%- set cohort_numbers = range(1, 25) -%}

with limits as (

    select greatest(cast(ceil(min_cohort_authors) as bigint), 1) as min_authors
    from {{ ref('int_thresholds') }}

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

-- a number that the seed lacks has no authors and no limit
cohort_limits as (

    select
    {% for number in cohort_numbers %}
    coalesce(
        max(case when sized_cohorts.cohort_number = {{ number }} then sized_cohorts.author_count end), 0
    ) as count_{{ number }},
    coalesce(
        max(case when sized_cohorts.cohort_number = {{ number }} then limits.min_authors end), 9223372036854775807
    ) as limit_{{ number }}{{ ',' if not loop.last }}
    {% endfor %}
    from sized_cohorts
    cross join limits

),

-- from the smallest accounts upwards, cohorts are put together until they have enough authors, then the next group begins: a
-- running sum that restarts once it has reached the limit (what is below it modulo the limit is itself, the limit is 0),
-- one column a number since no window function can do it
running_counts as (

    select
    {% for number in cohort_numbers %}
    {%- set before = 'running_' ~ (number - 1) if number > 1 else '0' %}
    count_{{ number }} + {{ least_known(before, 'limit_' ~ number) }} % limit_{{ number }}
        as running_{{ number }}{{ ',' if not loop.last }}
    {% endfor %}
    from cohort_limits

),

group_starts as (

    select
        sized_cohorts.*,
        case sized_cohorts.cohort_number
            {% for number in cohort_numbers -%}
            {%- set before = 'false' if loop.first else 'running_counts.running_' ~ (number - 1) ~ ' >= limits.min_authors' -%}
            when {{ number }} then {{ before }}
            {% endfor -%}
        end as starts_next_group,
        running_counts.running_{{ cohort_numbers | last }} < limits.min_authors as is_last_group_short
    from sized_cohorts
    cross join running_counts
    cross join limits

),

numbered_groups as (

    select
        *,
        1 + sum(case when starts_next_group then 1 else 0 end) over (
            order by cohort_number rows between unbounded preceding and current row
        ) as group_number,
        1 + sum(case when starts_next_group then 1 else 0 end) over () as group_count
    from group_starts

),

-- what is left above the last full group joins it
merged_groups as (

    select
        cohort_number,
        min_followers,
        max_followers,
        author_count,
        case
            when is_last_group_short and group_number = group_count then greatest(group_number - 1, 1)
            else group_number
        end as group_number
    from numbered_groups

)

select * from merged_groups
