-- One row per follower band: who entered it and who left the panel with this delivery.
select
    segment,
    author_count_from,
    author_count_to,
    entered_count,
    left_count,
    moved_in_count,
    moved_out_count
from marts.segment_retention
where
    segmentation = 'follower_band'
    and to_date = (select version_date from delivery)
    and author_count_from + author_count_to > 0
order by author_count_to desc, segment asc
