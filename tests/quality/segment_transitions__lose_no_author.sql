-- Fails for each segmentation whose authors, as its history holds them, are not as many as the panel had in that version.
with period_groups as (

    select * from {{ ref('int_segment_period_groups') }}

),

panel_versions as (

    select * from {{ ref('panel_versions') }}

)

select
    period_groups.segmentation,
    panel_versions.version_date,
    panel_versions.author_count,
    sum(period_groups.author_count) as author_count_in_segments
from period_groups
inner join panel_versions on panel_versions.version_number between period_groups.first_version and period_groups.last_version
group by period_groups.segmentation, panel_versions.version_date, panel_versions.author_count
having sum(period_groups.author_count) <> panel_versions.author_count
