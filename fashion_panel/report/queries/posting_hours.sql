-- One row per band and hour of the day (UTC): the part of the band's posts in that hour.
select
    segment as band,
    hour,
    post_count,
    share
from marts.segment_posting_hours
where segmentation = 'follower_band' and post_count is not null
order by segment asc, hour asc
