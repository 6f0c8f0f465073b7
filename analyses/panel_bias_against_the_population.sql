-- Question: where is the panel biased against the population, and what do the weights make of it?
-- Reading: the margins are those of examples/margin_targets.csv; as shipped there are none, and everybody weighs 1.
-- attainable_share is what the weights aim at: who is not listed keeps that share. The row all says how many equal accounts the
-- weighted ones are worth (kish_author_count). Weights repair what the margins know; accounts that are here because of their
-- taste stay too many.
select
    margin,
    category,
    target_share,
    attainable_share,
    raw_share,
    weighted_share,
    weight_max,
    kish_author_count,
    reason
from {{ ref('panel_margins') }}
order by margin asc, raw_share desc, category asc
