-- The scores; docs/what_the_list_cant_tell.md says how to read them.

-- says: Content score {content_score:number}: more fashion in and around what it shows than {content_percentile:share} of the
--   accounts have.
select
    scores.content_score,
    scores.content_percentile
from marts.author_fashion_scores as scores
inner join account on scores.author_id = account.author_id;

-- says: On the hand-picked list with a probability of {forward_score:share}, {forward_lift:times} that of the average
--   account; whether it belongs there the list can't tell.
select
    scores.forward_score,
    scores.forward_lift
from marts.author_fashion_scores as scores
inner join account on scores.author_id = account.author_id;

-- says: No content score: it shows no items.
select scores.score_state
from marts.author_fashion_scores as scores
inner join account on scores.author_id = account.author_id
where scores.score_state = 'no_items';

-- says: How near it is to the hand-picked list is not told: {why}.
select
    case scores.reason
        when 'too_few_listed' then 'too few accounts are on it'
        when 'too_few_unlisted' then 'too few accounts are off it'
        when 'no_posts' then 'it has no posts'
    end as why
from marts.author_fashion_scores as scores
inner join account on scores.author_id = account.author_id
where scores.reason is not null;
