-- One row per style cluster and per follower band: how many of the look-alikes of its accounts are in it too, and how many would
-- be by chance; of accounts and look-alikes that are placed in a segment.
with placed as (

    select
        author_id,
        segmentation,
        segment
    from marts.author_segmentations
    where
        segmentation in ('style_clusters', 'follower_band')
        and segment not in (select segment_states.segment from seeds.segment_states as segment_states)

),

counts as (

    select
        own.segmentation,
        own.segment,
        count(distinct own.author_id) as author_count,
        count(*) as lookalike_count,
        sum(case when own.segment = alike.segment then 1 else 0 end) as same_count
    from marts.author_lookalikes as lookalikes
    inner join placed as own on lookalikes.author_id = own.author_id
    inner join placed as alike
        on lookalikes.lookalike_id = alike.author_id and own.segmentation = alike.segmentation
    group by own.segmentation, own.segment

)

select
    segmentation,
    segment,
    author_count,
    lookalike_count,
    same_count * 1.0 / lookalike_count as share,
    (author_count - 1) * 1.0 / nullif(sum(author_count) over (partition by segmentation) - 1, 0) as chance_share
from counts
order by segmentation desc, author_count desc, segment asc
