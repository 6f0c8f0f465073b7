-- How many accounts have numbers that are unusual for their size, and how many would by chance.

-- says: {unusual_count:count} of {checked_count:count|account} with 10 posts or more {verb} numbers that are unusual for
--   the size; by chance about {chance_count:count} would. Unusual is not false: press, giveaways and contests look the same.
select
    unusual_counts.unusual_count,
    unusual_counts.checked_count,
    case when unusual_counts.unusual_count = 1 then 'has' else 'have' end as verb,
    unusual_counts.checked_count * limits.unusual_by_chance as chance_count
from unusual_counts
cross join limits
where unusual_counts.checked_count > 0;

-- says: No account has enough posts and known followers to be checked for unusual numbers.
select checked_count from unusual_counts
where checked_count = 0;
