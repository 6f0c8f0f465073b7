-- One row per segmentation and segment: size and profile, in the order in which the page lists them.
with profiles as (

    select * from marts.segment_profiles

),

segment_states as (

    select * from seeds.segment_states

),

follower_bands as (

    select * from seeds.follower_bands

)

select
    profiles.segmentation,
    profiles.segment,
    coalesce(segment_states.state, 'assigned') as state,
    profiles.author_count,
    profiles.author_share,
    profiles.posting_author_count,
    profiles.post_count,
    profiles.follower_mean,
    profiles.follower_median,
    profiles.follower_min,
    profiles.follower_max,
    profiles.fashion_forward_share,
    profiles.posts_per_author,
    profiles.likes_median,
    profiles.engagement_rate_median,
    profiles.engagement_rate_mean,
    profiles.follow_ratio_median,
    row_number() over (
        partition by profiles.segmentation
        order by
            segment_states.state is not null asc,
            follower_bands.min_followers asc nulls last,
            profiles.author_count desc,
            profiles.segment asc
    ) as segment_rank
from profiles
left join segment_states on profiles.segment = segment_states.segment
left join follower_bands
    on
        profiles.segmentation = 'follower_band'
        and profiles.segment = follower_bands.band_name
order by profiles.segmentation asc, segment_rank asc
