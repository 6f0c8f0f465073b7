-- Raw beside weighted, what the weights cost, and what they can't repair.

-- says: No margins of a population are given (seed margin_targets), so every account weighs 1.
select author_count from margins
where margin = 'all' and author_count > 0 and category_count = 0;

-- says: {author_count:count|account} tell as much as {kish_author_count:count} of equal weight.
select
    author_count,
    kish_author_count
from margins
where margin = 'all' and author_count > 1 and category_count > 0;

-- says: {category:named} ({margin:named}) is {raw_share:share} of the panel and should be {attainable_share:share}:
--   weighted it is.
select
    category,
    margin,
    raw_share,
    attainable_share
from margins
where margin <> 'all' and reason is null and abs(raw_share - attainable_share) >= 0.005
order by abs(raw_share - attainable_share) desc, margin asc, category asc
limit 1;

-- says: The margins of the seed margin_targets contradict each other: no weights meet them all, so there are none.
select author_count from margins
where margin = 'all' and reason = 'contradicted';

-- says: Weights repair what the margins know: accounts that are here because of their taste stay too many.
select author_count from margins
where margin = 'all' and reason is null and category_count > 0;
