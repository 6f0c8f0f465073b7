-- The commonest reason for a rejection, and how many cells were repaired.

-- says: The commonest reason to reject a row is “{reason:named}” ({how_many:count} of {all_rows:count|row}).
with reasons as (

    select
        reason,
        sum(how_many) as how_many
    from rejections
    where outcome = 'row rejected'
    group by reason

)

select
    reason,
    how_many,
    sum(how_many) over () as all_rows
from reasons
order by how_many desc, reason asc
limit 1;

-- says: No row was rejected.
select panel.author_count
from panel
left join rejections on rejections.outcome = 'row rejected'
where rejections.reason is null;

-- says: {cells:does|cell|was|were} unreadable or in conflict, each with its reason in cell_issues.
with repaired as (

    select sum(how_many) as cells
    from rejections
    where outcome = 'cell repaired'

)

select cells from repaired
where cells > 0;

-- says: No cell was unreadable.
select panel.author_count
from panel
left join rejections on rejections.outcome = 'cell repaired'
where rejections.reason is null;
