-- What this delivery is, and what it adds.

-- says: This delivery ends on {version_date}: {author_count:count|account}, {post_count:count|post}.
select
    version_date,
    author_count,
    post_count
from delivery;

-- says: The former one, of {former_date}, had {former_author_count:count|account} and {former_post_count:count|post};
--   {new_post_count:does|post|is|are} newer than it.
select
    former_date,
    former_author_count,
    former_post_count,
    new_post_count
from delivery;

-- says: It is the first that is recorded: with the next one, this part says what changed.
select version_date from delivery
where former_date is null;

-- says: This delivery is not in the history of the segments, so nothing can be compared: it has no post, or ends before the last
--   recorded one.
select 1 as is_missing
where not exists (select 1 as is_recorded from delivery);
