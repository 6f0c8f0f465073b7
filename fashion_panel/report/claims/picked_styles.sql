-- Who the hand-picked (fashion-forward) accounts are.

-- says: {picked:count|account} {verb} hand-picked as fashion-forward: [{band_count:count} in {band:named}].
select
    panel.fashion_forward_author_count as picked,
    case when panel.fashion_forward_author_count = 1 then 'is' else 'are' end as verb,
    panel_balance.band,
    panel_balance.band_count
from panel_balance
cross join panel
where panel_balance.measure = 'hand-picked accounts' and panel_balance.band_count > 0
order by panel_balance.band_rank asc;

-- says: Of those that are placed, most are in {segment:named} ({picked_count:count} of {placed_count:count};
--   {other_share:share} of all other placed accounts are there).
with placed as (

    select
        segment,
        picked_count,
        sum(picked_count) over () as placed_count,
        other_count * 1.0 / nullif(sum(other_count) over (), 0) as other_share
    from picked_styles
    where state = 'assigned'

)

select
    placed.segment,
    placed.picked_count,
    placed.placed_count,
    placed.other_share
from placed
cross join clusters
where placed.picked_count * 2 > placed.placed_count and clusters.cluster_count > 1
order by placed.picked_count desc, placed.segment asc;

-- says: Their styles are mixed: no style cluster holds more than half of the {placed_count:count|account} that are placed.
with placed as (

    select
        sum(picked_count) as placed_count,
        max(picked_count) as most_count
    from picked_styles
    where state = 'assigned'

)

select placed.placed_count
from placed
cross join clusters
where placed.placed_count > 1 and placed.most_count * 2 <= placed.placed_count and clusters.cluster_count > 1;

-- says: No account is marked as hand-picked, so nobody can be compared with them.
select author_count from panel
where author_count > 0 and coalesce(fashion_forward_author_count, 0) = 0;

-- says: What they show and their numbers name them with an AUC of {auc:number} ({auc_low:number} to {auc_high:number};
--   0.5 is chance).
select
    auc,
    auc_low,
    auc_high
from fashion_scores;

-- says: Among accounts of one size it is {within_auc:number}, by the numbers of the account alone {account_within_auc:number}.
--   The list is not the truth: accounts that belong on it may be off it.
select
    within_auc,
    account_within_auc
from fashion_scores;

-- says: From so few nothing can be learned of who else belongs to them: it takes {min_listed:count} that post.
select fashion_scores.min_listed
from fashion_scores
cross join panel
where fashion_scores.are_too_few and panel.fashion_forward_author_count > 0;
