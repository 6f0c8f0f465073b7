-- One row: how many segments of style, and how many bands with an account, there are to compare.
with segments as (

    select * from marts.segment_profiles
    where segmentation in ('style_clusters', 'follower_band') and author_count > 0

),

segment_states as (

    select * from seeds.segment_states

)

select
    count(case when segments.segmentation = 'style_clusters' then 1 end) as cluster_count,
    count(case when segments.segmentation = 'follower_band' then 1 end) as band_count,
    coalesce(sum(case when segments.segmentation = 'style_clusters' then segments.author_count end), 0) as placed_count,
    min(case when segments.segmentation = 'style_clusters' then segments.segment end) as first_cluster
from segments
left join segment_states on segments.segment = segment_states.segment
where segment_states.segment is null
