-- Question: what changed since the last delivery?
-- Reading: per segmentation, who came, left and moved between the last two recorded deliveries; no row of a former version
-- means that this is the first. Follow moved_share for weeks: a segmentation in which many move to and fro is noise.
select
    versions.version_date,
    versions.author_count,
    drift.segmentation,
    drift.entered_count,
    drift.left_count,
    drift.moved_count,
    drift.moved_share
from {{ ref('panel_versions') }} as versions
left join {{ ref('segmentation_drift') }} as drift on versions.version_date = drift.to_date
where versions.is_this_delivery
order by drift.moved_share desc, drift.segmentation asc
