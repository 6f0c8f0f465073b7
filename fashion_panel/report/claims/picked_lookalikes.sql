-- Who looks like several of the hand-picked accounts, and is not picked.

-- says: Not picked, and a look-alike of several hand-picked accounts: [{author_id} (of {picked_count:count})]. What they show is
--   alike, no more.
select
    author_id,
    picked_count
from picked_lookalikes
where picked_count > 1 and candidate_rank <= 3
order by candidate_rank asc;
