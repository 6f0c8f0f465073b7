-- Fails for each segmentation whose authors, as its history holds them, are not as many as the panel had in that version.
with segment_sizes as (

    select * from {{ ref('int_segment_sizes') }}

),

panel_versions as (

    select * from {{ ref('panel_versions') }}

)

select
    segment_sizes.segmentation,
    panel_versions.version_date,
    panel_versions.author_count,
    sum(segment_sizes.author_count) as author_count_in_segments
from segment_sizes
inner join panel_versions on segment_sizes.version_number = panel_versions.version_number
group by segment_sizes.segmentation, panel_versions.version_date, panel_versions.author_count
having sum(segment_sizes.author_count) <> panel_versions.author_count
