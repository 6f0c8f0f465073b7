-- One row per band and hour of the day (UTC): the part of the band's posts in that hour.
with hours as (

    select * from marts.segment_posting_hours
    where segmentation = 'follower_band' and post_count is not null

),

follower_bands as (

    select * from seeds.follower_bands

)

select
    hours.segment as band,
    hours.hour,
    hours.post_count,
    hours.share,
    sum(hours.post_count) over (partition by hours.segment) as band_post_count,
    follower_bands.min_followers
from hours
left join follower_bands on hours.segment = follower_bands.band_name
order by hours.segment asc, hours.hour asc
