-- only changes are looked at author by author: who stays is counted in groups
with versions as (

    select * from {{ ref('int_panel_versions') }}

),

segment_periods as (

    select * from {{ ref('int_segment_periods') }}

),

endings as (

    select author_id, segmentation, segment, last_version as version_number
    from segment_periods
    where last_version < (select max(version_number) from versions)

),

starts as (

    select author_id, segmentation, segment, first_version - 1 as version_number
    from segment_periods
    where first_version > 1

),

changes as (

    select
        coalesce(endings.segmentation, starts.segmentation) as segmentation,
        coalesce(endings.version_number, starts.version_number) as version_number,
        case
            when starts.segment is null then 'left'
            when endings.segment is null then 'entered'
            else 'moved'
        end as movement,
        coalesce(endings.segment, 'not_in_panel') as segment_from,
        coalesce(starts.segment, 'not_in_panel') as segment_to,
        count(*) as author_count
    from endings
    full outer join starts
        on
            endings.author_id = starts.author_id
            and endings.segmentation = starts.segmentation
            and endings.version_number = starts.version_number
    group by 1, 2, 3, 4, 5

),

groups_of_authors as (

    select segmentation, segment, first_version, last_version, count(*) as author_count
    from segment_periods
    group by segmentation, segment, first_version, last_version

),

stays as (

    select
        groups_of_authors.segmentation,
        versions.version_number,
        'stayed' as movement,
        groups_of_authors.segment as segment_from,
        groups_of_authors.segment as segment_to,
        cast(sum(groups_of_authors.author_count) as bigint) as author_count
    from groups_of_authors
    inner join versions
        on
            versions.version_number >= groups_of_authors.first_version
            and versions.version_number < groups_of_authors.last_version
    group by groups_of_authors.segmentation, versions.version_number, groups_of_authors.segment

),

transitions as (

    select * from changes
    union all
    select * from stays

),

-- a segmentation that begins or ends is no movement of authors
compared_segmentations as (

    select distinct former.segmentation, former.version_number
    from {{ ref('int_segment_sizes') }} as former
    inner join {{ ref('int_segment_sizes') }} as latter
        on former.segmentation = latter.segmentation and former.version_number + 1 = latter.version_number

)

select transitions.*
from transitions
inner join compared_segmentations
    on
        transitions.segmentation = compared_segmentations.segmentation
        and transitions.version_number = compared_segmentations.version_number
