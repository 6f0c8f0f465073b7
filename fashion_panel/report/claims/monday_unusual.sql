-- Whose numbers are unusual.

-- says: {unusual_count:does|account|has|have} numbers that are unusual among accounts of like size: a reason to look, no verdict.
select max(unusual_count) as unusual_count from unusual_accounts
having max(unusual_count) > 0;

-- says: No account has numbers that are unusual among accounts of like size.
select 1 as is_nobody
where not exists (select 1 as is_unusual from unusual_accounts);
