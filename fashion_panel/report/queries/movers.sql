-- One row per account that changed its style segment or band with this delivery, the largest change of a share first.
with movers as (

    select
        movers.*,
        count(*) over (partition by movers.segmentation) as segmentation_count,
        row_number() over (
            partition by movers.segmentation
            order by abs(movers.former_share - movers.share) desc nulls last, movers.author_id asc
        ) as mover_rank
    from marts.segment_movers as movers
    where
        movers.segmentation in ('style_clusters', 'style_rules', 'follower_band')
        and movers.to_date = (select version_date from delivery)

)

select
    author_id,
    segmentation,
    former_segment,
    segment,
    category,
    former_share,
    share,
    former_confidence,
    confidence,
    reason,
    segmentation_count
from movers
where mover_rank <= 10
order by segmentation = 'follower_band' asc, segmentation asc, mover_rank asc
