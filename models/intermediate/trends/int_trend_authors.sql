-- authors alike in everything that the trend tables tell apart form one group: counted once by group, summed up after
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

calendar as (

    select week from {{ ref('int_weeks') }}
    where is_in_calendar

),

calendar_size as (

    select count(*) as week_count from calendar

),

author_weeks as (

    select
        posts.author_id,
        count(distinct calendar.week) as active_week_count
    from {{ ref('int_posts') }} as posts
    inner join calendar on cast(date_trunc('week', posts.published_at) as date) = calendar.week
    group by posts.author_id

),

author_segments as (

    select
        author_id,
        {{ ordered_list("segmentation || '=' || segment") }} as segments
    from {{ ref('int_author_segmentations') }}
    group by author_id

),

trend_authors as (

    select
        authors.author_id,
        coalesce(author_weeks.active_week_count, 0) as active_week_count,
        coalesce(
            cast(author_weeks.active_week_count as double) / calendar_size.week_count >= thresholds.cohort_min_week_share, false
        ) as is_cohort,
        case
            when authors.is_fashion_forward then 'leader'
            when authors.follower_band = 'mainstream' then 'follower'
        end as panel,
        author_segments.segments
    from {{ ref('int_authors') }} as authors
    inner join author_segments on authors.author_id = author_segments.author_id
    left join author_weeks on authors.author_id = author_weeks.author_id
    cross join calendar_size
    cross join thresholds

),

groups_of_authors as (

    select
        is_cohort,
        panel,
        segments,
        min(author_id) as first_author_id
    from trend_authors
    group by is_cohort, panel, segments

),

numbered_groups as (

    select
        *,
        row_number() over (order by first_author_id) as group_number
    from groups_of_authors

)

select
    trend_authors.author_id,
    trend_authors.active_week_count,
    trend_authors.is_cohort,
    trend_authors.panel,
    numbered_groups.group_number,
    trend_authors.author_id = numbered_groups.first_author_id as speaks_for_group
from trend_authors
inner join numbered_groups
    on
        trend_authors.is_cohort = numbered_groups.is_cohort
        and trend_authors.panel is not distinct from numbered_groups.panel
        and trend_authors.segments = numbered_groups.segments
