-- Which band holds most accounts, and which one weighs more or less in the content than in the accounts.

-- says: {band:named} makes up {share:share} of the accounts ({band_count:count}).
select
    band,
    share,
    band_count
from panel_balance
where measure = 'accounts' and band <> 'unknown'
order by share desc, band asc
limit 1;

-- says: {band:named} is {account_share:share} of the accounts, yet {item_share:share} of the items: compare shares per account,
--   not totals.
with largest as (

    select band from panel_balance
    where measure = 'accounts' and band <> 'unknown'
    order by share desc, band asc
    limit 1

)

select
    account_shares.band,
    account_shares.share as account_share,
    item_shares.share as item_share
from panel_balance as account_shares
inner join panel_balance as item_shares on account_shares.band = item_shares.band
cross join largest
cross join limits
where
    account_shares.measure = 'accounts'
    and item_shares.measure = 'items shown'
    and account_shares.band <> 'unknown'
    and account_shares.band <> largest.band
    and account_shares.band_count >= limits.min_accounts
    and (
        item_shares.share >= account_shares.share * limits.clear_ratio
        or item_shares.share * limits.clear_ratio <= account_shares.share
    )
order by account_shares.band_rank asc;

-- says: {unknown_count:count|account} ({share:share}) {verb} no known follower count and {verb_be} in no band.
select
    unknown_follower_author_count as unknown_count,
    unknown_follower_author_count * 1.0 / author_count as share,
    case when unknown_follower_author_count = 1 then 'has' else 'have' end as verb,
    case when unknown_follower_author_count = 1 then 'is' else 'are' end as verb_be
from panel
where unknown_follower_author_count > 0;

-- says: No item is shown by anybody.
select author_count from panel
where author_count > 0 and coalesce(item_count, 0) = 0;

-- says: The delivery holds no account, so there is nothing to show.
select author_count from panel
where author_count = 0;
