-- One row per segmentation, way and reason: how many accounts changed their segment with this delivery.
select
    segmentation,
    former_segment,
    segment,
    reason,
    count(*) as author_count
from marts.segment_movers
where
    segmentation in ('style_clusters', 'style_rules', 'follower_band')
    and to_date = (select version_date from delivery)
group by segmentation, former_segment, segment, reason
order by segmentation asc, author_count desc, former_segment asc, segment asc, reason asc
