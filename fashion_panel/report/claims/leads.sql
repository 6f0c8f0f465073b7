-- Whether hand-picked accounts are ahead of the others.

-- says: Of {tested_count:count|trend} that can be tested, hand-picked accounts are ahead of the others in {lead_count}.
with tests as (

    select
        count(*) as tested_count,
        count(lead_weeks) as lead_count
    from leads
    where tested_count > 0

)

select
    tests.tested_count,
    case when tests.lead_count = 0 then 'none' else cast(tests.lead_count as varchar) end as lead_count
from tests
cross join panel
where tests.tested_count > 0 and panel.fashion_forward_author_count > 0;

-- says: If they were picked because they were early, they lead in the same weeks by construction: ask for the date of each
--   pick.
with tests as (

    select count(lead_weeks) as lead_count from leads

)

select tests.lead_count
from tests
cross join panel
where tests.lead_count > 0 and panel.fashion_forward_author_count > 0;

-- says: Whether hand-picked accounts are ahead can't be tested: too few of them, too few weeks or no trend.
with tests as (

    select count(*) as tested_count from leads
    where tested_count > 0

)

select tests.tested_count
from tests
cross join panel
where tests.tested_count = 0 and panel.fashion_forward_author_count > 0;

-- says: Nobody is hand-picked, so there is nobody who could be ahead.
select author_count from panel
where author_count > 0 and coalesce(fashion_forward_author_count, 0) = 0;
