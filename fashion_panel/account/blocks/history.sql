-- Its segments from delivery to delivery, and why it moved.

-- says: {segmentation:named}: {segments}
select
    history.segmentation,
    string_agg(
        replace(history.segment, '_', ' ') || ' since ' || cast(history.valid_from as varchar),
        ', then ' order by history.valid_from
    ) as segments
from marts.author_segment_history as history
inner join account on history.author_id = account.author_id
group by history.segmentation
order by history.segmentation asc;

-- says: On {to_date} it moved from {former_segment:named} to {segment:named} ({segmentation:named}): {reason:named}.
select
    movers.to_date,
    movers.former_segment,
    movers.segment,
    movers.segmentation,
    movers.reason
from marts.segment_movers as movers
inner join account on movers.author_id = account.author_id
order by movers.to_date asc, movers.segmentation asc;
