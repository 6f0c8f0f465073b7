-- One row: the numbers behind what to do about the panel.
with authors as (

    select * from marts.author_segments

),

author_posts as (

    select * from marts.dim_authors

),

edges as (

    select * from marts.follower_band_edges

),

thresholds as (

    select
        max(case when threshold_name = 'min_fashion_images' then value end) as least_images,
        max(case when threshold_name = 'min_fashion_items' then value end) as least_items,
        max(case when threshold_name = 'edge_window' then value end) as edge_window,
        max(case when threshold_name = 'drift_max_psi' then value end) as drift_max_psi,
        max(case when threshold_name = 'name_min_lift' then value end) as name_min_lift,
        max(case when threshold_name = 'name_min_excess' then value end) as name_min_excess
    from seeds.thresholds

),

newest_post as (

    select max(last_post_at) as newest_at from author_posts

),

author_rates as (

    select
        authors.style_state,
        authors.image_count,
        authors.follower_count,
        authors.style_confidence,
        authors.post_count,
        date_diff('day', author_posts.last_post_at, newest_post.newest_at) as silent_days,
        case
            when author_posts.last_post_at > author_posts.first_post_at
                then authors.image_count * 7.0 / (date_diff('day', author_posts.first_post_at, newest_post.newest_at) + 1)
        end as images_a_week
    from authors
    inner join author_posts on authors.author_id = author_posts.author_id
    cross join newest_post

),

measured as (

    select
        count(*) as author_count,
        sum(case when author_rates.follower_count is null then 1 else 0 end) as unknown_follower_count,
        sum(case when author_rates.post_count = 0 then 1 else 0 end) as silent_count,
        sum(case when author_rates.image_count < thresholds.least_images then 1 else 0 end) as few_images_count,
        sum(case when author_rates.style_state = 'insufficient_data' then 1 else 0 end) as insufficient_count,
        sum(
            case
                when author_rates.style_state = 'insufficient_data' and author_rates.image_count >= thresholds.least_images
                    then 1
                else 0
            end
        ) as insufficient_with_images_count,
        sum(case when author_rates.style_state = 'assigned' then 1 else 0 end) as assigned_count,
        percentile_cont(0.1) within group (order by author_rates.style_confidence) as borderline_confidence,
        sum(case when author_rates.silent_days > 91 then 1 else 0 end) as silent_quarter_count,
        percentile_cont(0.5) within group (order by author_rates.images_a_week) as images_a_week_median,
        max(thresholds.least_images) as least_images,
        max(thresholds.least_items) as least_items,
        max(thresholds.edge_window) as edge_window,
        max(thresholds.drift_max_psi) as drift_max_psi,
        max(thresholds.name_min_lift) as name_min_lift,
        max(thresholds.name_min_excess) as name_min_excess
    from author_rates
    cross join thresholds

),

this_version as (

    select
        version_number,
        model_version
    from marts.panel_versions
    where is_this_delivery

),

-- a model that was fitted on this very delivery fits it by construction
drift as (

    select
        max(style_drift.psi) as largest_psi,
        sum(case when style_drift.is_drifted then 1 else 0 end) as drifted_count
    from marts.style_drift as style_drift
    inner join this_version on style_drift.model_version = this_version.model_version
    where exists (
        select 1 as is_older
        from marts.panel_versions as versions
        where
            versions.model_version = this_version.model_version
            and versions.version_number < this_version.version_number
    )

),

near_edges as (

    select sum(author_count) as near_edge_count from edges

),

-- accounts to look at in each segment for a share known to 10 points either way at 95 %, corrected for the size of the segment
hand_checks as (

    select
        sum(ceil(96.04 / (1 + (96.04 - 1) / profiles.author_count))) as hand_check_count,
        count(*) as hand_check_segment_count
    from marts.segment_profiles as profiles
    left join seeds.segment_states as segment_states on profiles.segment = segment_states.segment
    where
        profiles.segmentation = 'style_clusters'
        and segment_states.segment is null
        and profiles.author_count > 0

)

select *
from measured
cross join drift
cross join near_edges
cross join hand_checks
