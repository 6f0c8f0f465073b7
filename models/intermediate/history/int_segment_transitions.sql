-- only changes are looked at author by author: who stays is counted in groups
with versions as (

    select * from {{ ref('int_panel_versions') }}

),

segment_periods as (

    select * from {{ ref('int_segment_periods') }}

),

period_groups as (

    select * from {{ ref('int_segment_period_groups') }}

),

endings as (

    select
        author_id,
        segmentation,
        segment,
        last_version as version_number
    from segment_periods
    where last_version < (select max(version_number) from versions)

),

starts as (

    select
        author_id,
        segmentation,
        segment,
        first_version - 1 as version_number
    from segment_periods
    where first_version > 1

),

author_changes as (

    select
        coalesce(endings.segmentation, starts.segmentation) as segmentation,
        coalesce(endings.version_number, starts.version_number) as version_number,
        case
            when starts.segment is null then 'left'
            when endings.segment is null then 'entered'
            -- of two clusters that had the same name
            when endings.segment = starts.segment then 'stayed'
            else 'moved'
        end as movement,
        coalesce(endings.segment, 'not_in_panel') as segment_from,
        coalesce(starts.segment, 'not_in_panel') as segment_to
    from endings
    full outer join starts
        on
            endings.author_id = starts.author_id
            and endings.segmentation = starts.segmentation
            and endings.version_number = starts.version_number

),

changes as (

    select
        segmentation,
        version_number,
        movement,
        segment_from,
        segment_to,
        count(*) as author_count
    from author_changes
    group by segmentation, version_number, movement, segment_from, segment_to

),

stays as (

    select
        period_groups.segmentation,
        versions.version_number,
        'stayed' as movement,
        period_groups.segment as segment_from,
        period_groups.segment as segment_to,
        cast(sum(period_groups.author_count) as bigint) as author_count
    from period_groups
    inner join versions
        on
            versions.version_number >= period_groups.first_version
            and versions.version_number < period_groups.last_version
    group by period_groups.segmentation, versions.version_number, period_groups.segment

),

transitions as (

    select
        segmentation,
        version_number,
        movement,
        segment_from,
        segment_to,
        cast(sum(author_count) as bigint) as author_count
    from (
        select * from changes
        union all
        select * from stays
    ) as counted
    group by segmentation, version_number, movement, segment_from, segment_to

),

segmentation_versions as (

    select distinct
        period_groups.segmentation,
        versions.version_number
    from period_groups
    inner join versions on versions.version_number between period_groups.first_version and period_groups.last_version

),

-- a segmentation that begins or ends is no movement of authors
compared_segmentations as (

    select distinct
        former.segmentation,
        former.version_number
    from segmentation_versions as former
    inner join segmentation_versions as latter
        on former.segmentation = latter.segmentation and former.version_number + 1 = latter.version_number

)

select
    transitions.*,
    former.version_date as from_date,
    latter.version_date as to_date
from transitions
inner join compared_segmentations
    on
        transitions.segmentation = compared_segmentations.segmentation
        and transitions.version_number = compared_segmentations.version_number
inner join versions as former on transitions.version_number = former.version_number
inner join versions as latter on transitions.version_number + 1 = latter.version_number
