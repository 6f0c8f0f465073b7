-- One row per chosen trend, segment and week, of the newest 104 weeks: the share of the garment's items, and the same over the
-- eight weeks that end with it, of all accounts and (their mean) of the same accounts from week to week. Weeks with too few items
-- have no share.
with chosen as (

    select trend_id from trend_choice

),

weeks as (

    select * from marts.trend_weeks
    where segmentation in ('follower_band', 'style_clusters')

),

segment_states as (

    select * from seeds.segment_states

),

limits as (

    select value as min_line_items from seeds.report_limits
    where limit_name = 'min_line_items'

),

chosen_weeks as (

    select
        weeks.trend_id,
        weeks.segmentation,
        weeks.segment,
        weeks.week,
        weeks.item_count,
        weeks.base_item_count,
        case when not weeks.is_thin then weeks.share end as share,
        weeks.same_authors_share,
        dense_rank() over (order by weeks.week desc) as weeks_ago
    from weeks
    inner join chosen on weeks.trend_id = chosen.trend_id
    left join segment_states on weeks.segment = segment_states.segment
    where segment_states.segment is null

),

smoothed_weeks as (

    select
        *,
        sum(item_count) over (
            partition by trend_id, segmentation, segment
            order by week asc rows between 7 preceding and current row
        ) as recent_item_count,
        sum(base_item_count) over (
            partition by trend_id, segmentation, segment
            order by week asc rows between 7 preceding and current row
        ) as recent_base_item_count,
        avg(same_authors_share) over (
            partition by trend_id, segmentation, segment
            order by week asc rows between 7 preceding and current row
        ) as recent_same_authors_share
    from chosen_weeks

)

select
    smoothed_weeks.trend_id,
    smoothed_weeks.segmentation,
    smoothed_weeks.segment,
    smoothed_weeks.week,
    smoothed_weeks.share,
    case
        when smoothed_weeks.recent_base_item_count >= limits.min_line_items
            then smoothed_weeks.recent_item_count / smoothed_weeks.recent_base_item_count
    end as smoothed_share,
    case
        when smoothed_weeks.recent_base_item_count >= limits.min_line_items then smoothed_weeks.recent_same_authors_share
    end as same_authors_share
from smoothed_weeks
cross join limits
where smoothed_weeks.weeks_ago <= 104
order by smoothed_weeks.trend_id asc, smoothed_weeks.segmentation asc, smoothed_weeks.segment asc, smoothed_weeks.week asc
