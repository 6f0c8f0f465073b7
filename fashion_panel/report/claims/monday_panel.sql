-- Who came and who left.

-- says: {entered_count:count|account} came and {left_count:count} left.
select
    entered_count,
    left_count
from delivery
where former_date is not null and entered_count + left_count > 0;

-- says: Nobody came and nobody left.
select version_date from delivery
where former_date is not null and entered_count + left_count = 0;

-- says: Here will stand who came and who left.
select version_date from delivery
where former_date is null;

-- says: [{segment:named}: {entered_count:count} came, {left_count:count} left].
select
    segment,
    entered_count,
    left_count
from delivery_movements
where entered_count + left_count > 0;

-- says: Median engagement of the {segment:named} accounts went from {former_value:share} to {value:share}.
select
    segment,
    former_value,
    value
from engagement_changes
where abs(ratio - 1) >= 0.1
order by abs(ratio - 1) desc, segment asc
limit 1;
