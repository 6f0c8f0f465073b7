with versions as (

    select * from {{ ref('int_panel_versions') }}

),

-- authors who came and went together are counted once for all their versions
groups_of_authors as (

    select
        segmentation,
        segment,
        first_version,
        last_version,
        count(*) as author_count
    from {{ ref('int_segment_periods') }}
    group by segmentation, segment, first_version, last_version

),

segment_sizes as (

    select
        groups_of_authors.segmentation,
        groups_of_authors.segment,
        versions.version_number,
        cast(sum(groups_of_authors.author_count) as bigint) as author_count
    from groups_of_authors
    inner join versions
        on versions.version_number between groups_of_authors.first_version and groups_of_authors.last_version
    group by groups_of_authors.segmentation, groups_of_authors.segment, versions.version_number

)

select * from segment_sizes
