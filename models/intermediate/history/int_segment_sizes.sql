with segment_sizes as (

    select
        period_groups.segmentation,
        period_groups.segment,
        versions.version_number,
        cast(sum(period_groups.author_count) as bigint) as author_count
    from {{ ref('int_segment_period_groups') }} as period_groups
    inner join {{ ref('int_panel_versions') }} as versions
        on versions.version_number between period_groups.first_version and period_groups.last_version
    group by period_groups.segmentation, period_groups.segment, versions.version_number

)

select * from segment_sizes
