with group_segments as (

    select
        trend_authors.group_number,
        trend_authors.is_cohort,
        segment_authors.segment_number
    from {{ ref('int_trend_authors') }} as trend_authors
    inner join {{ ref('int_segment_authors') }} as segment_authors on trend_authors.author_id = segment_authors.author_id
    where trend_authors.speaks_for_group

)

select * from group_segments
