-- What it weighs where the margins of a population are given.

-- says: It weighs {weight:number} times the average account of the panel.
select author_weights.weight
from marts.author_weights
inner join account on author_weights.author_id = account.author_id;

-- says: Nobody has a weight: the margins contradict each other.
select account.author_id
from account
left join marts.author_weights on account.author_id = author_weights.author_id
where author_weights.weight is null;
