with versions as (

    select * from {{ ref('int_panel_versions') }}

),

latest_version as (

    select max(version_number) as version_number from versions

),

-- the versions in which an author had a segment follow each other: the first and the last say which
segment_periods as (

    select
        history.author_id,
        history.segmentation,
        history.segment,
        history.dbt_valid_from as valid_from,
        history.dbt_valid_to as valid_to,
        first_versions.version_number as first_version,
        coalesce(next_versions.version_number - 1, latest_version.version_number) as last_version
    from {{ ref('author_segmentations_snapshot') }} as history
    inner join versions as first_versions on cast(history.dbt_valid_from as date) = first_versions.version_date
    left join versions as next_versions on cast(history.dbt_valid_to as date) = next_versions.version_date
    cross join latest_version

)

select * from segment_periods
