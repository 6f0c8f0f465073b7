-- What a card says in place of its lifted labels.

-- says: No label is clearly shown more often than by the others.
with lifts as (

    select
        segmentation,
        segment,
        count(q_value) as tested_count
    from marts.segment_label_lift
    group by segmentation, segment

),

lifted as (

    select distinct
        segmentation,
        segment
    from label_lifts

)

select
    segments.segmentation,
    segments.segment
from segments
inner join lifts on segments.segmentation = lifts.segmentation and segments.segment = lifts.segment
left join lifted on segments.segmentation = lifted.segmentation and segments.segment = lifted.segment
where segments.state = 'assigned' and lifts.tested_count > 0 and lifted.segment is null;

-- says: Too few accounts show any one label to compare this segment with the others.
with lifts as (

    select
        segmentation,
        segment,
        count(q_value) as tested_count
    from marts.segment_label_lift
    group by segmentation, segment

)

select
    segments.segmentation,
    segments.segment
from segments
left join lifts on segments.segmentation = lifts.segmentation and segments.segment = lifts.segment
where segments.state = 'assigned' and coalesce(lifts.tested_count, 0) = 0 and segments.author_count > 0;
