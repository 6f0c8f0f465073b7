-- How the typical engagement rate moves from band to band.

-- says: On a typical post, the median account hears from [{p50:share} of its followers in {band:named}
--   ({author_count:count|account})].
select
    boxes.band,
    boxes.p50,
    boxes.author_count
from account_boxes as boxes
inner join segments on boxes.band = segments.segment
where
    segments.segmentation = 'follower_band'
    and segments.state = 'assigned'
    and boxes.measure = 'engagement_rate'
    and boxes.segment = 'all'
    and boxes.dot is null
    and boxes.p50 is not null
order by segments.segment_rank asc;

-- says: It {way} from band to band, and is {ratio:times} as high in {highest:named} as in {lowest:named}. A rate is a share of
--   the followers, so compare accounts of like size.
with bands as (

    select
        boxes.band,
        boxes.p50,
        lag(boxes.p50) over (order by segments.segment_rank) as former_p50
    from account_boxes as boxes
    inner join segments on boxes.band = segments.segment
    cross join limits
    where
        segments.segmentation = 'follower_band'
        and segments.state = 'assigned'
        and boxes.measure = 'engagement_rate'
        and boxes.segment = 'all'
        and boxes.dot is null
        and boxes.author_count >= limits.min_accounts

),

ends as (

    select
        count(*) as band_count,
        max(p50) / nullif(min(p50), 0) as ratio,
        max_by(band, p50) as highest,
        min_by(band, p50) as lowest,
        sum(case when p50 > former_p50 then 1 else 0 end) as rise_count,
        sum(case when p50 < former_p50 then 1 else 0 end) as fall_count
    from bands

)

select
    ends.ratio,
    ends.highest,
    ends.lowest,
    case
        when ends.rise_count = 0 then 'falls'
        when ends.fall_count = 0 then 'rises'
        else 'does not move in one direction'
    end as way
from ends
cross join limits
where ends.band_count > 1 and ends.ratio >= limits.clear_ratio;

-- says: No account has an engagement rate: that takes followers and a post with visible likes.
select panel.author_count from panel
left join account_boxes as boxes on boxes.measure = 'engagement_rate'
where panel.author_count > 0 and boxes.measure is null;
