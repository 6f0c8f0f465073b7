-- Question: who shows leather coats first, and are these accounts early in general?
-- Reading: adoption_rank is the place by first week; who showed it in the first 8 weeks of the calendar may have shown it before
-- and is left out. earliness_z takes out who posts more and since when; null where too little is known.
select
    trends.author_id,
    trends.first_week,
    trends.item_count,
    trends.adoption_rank,
    earliness.earliness_z,
    earliness.is_early
from {{ ref('author_trends') }} as trends
inner join {{ ref('author_earliness') }} as earliness on trends.author_id = earliness.author_id
where trends.trend_id = 'leather_coat' and not trends.is_censored
order by trends.adoption_rank asc, trends.item_count desc, trends.author_id asc
limit 10
