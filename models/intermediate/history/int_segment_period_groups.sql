-- authors who came and went together are counted once for all their versions
with period_groups as (

    select
        segmentation,
        segment,
        first_version,
        last_version,
        count(*) as author_count
    from {{ ref('int_segment_periods') }}
    group by segmentation, segment, first_version, last_version

)

select * from period_groups
