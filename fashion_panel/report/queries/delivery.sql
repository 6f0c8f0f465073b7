-- One row: this delivery beside the one recorded before it; no row when this delivery is not recorded.
with this_version as (

    select * from marts.panel_versions
    where is_this_delivery

),

former_version as (

    select versions.*
    from marts.panel_versions as versions
    inner join this_version on versions.version_number + 1 = this_version.version_number

),

recent_posts as (

    select count(*) as new_post_count
    from marts.fct_posts as posts
    inner join former_version on posts.published_at > former_version.newest_post_at

),

movements as (

    select
        sum(case when movement = 'entered' then author_count else 0 end) as entered_count,
        sum(case when movement = 'left' then author_count else 0 end) as left_count
    from marts.segment_transitions
    where segmentation = 'follower_band' and to_date = (select version_date from this_version)

)

select
    this_version.version_date,
    this_version.author_count,
    this_version.post_count,
    former_version.version_date as former_date,
    former_version.author_count as former_author_count,
    former_version.post_count as former_post_count,
    recent_posts.new_post_count,
    coalesce(movements.entered_count, 0) as entered_count,
    coalesce(movements.left_count, 0) as left_count
from this_version
left join former_version on true
cross join recent_posts
cross join movements
