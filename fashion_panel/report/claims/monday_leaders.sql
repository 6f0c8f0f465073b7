-- Who shows trends first.

-- says: {early_count:does|account|shows|show} trends earlier than chance lets expect, over all trends that they took part in.
select max(early_count) as early_count from early_accounts
having max(early_count) > 0;

-- says: No account shows trends earlier than chance lets expect.
select 1 as is_nobody
where not exists (select 1 as is_early from early_accounts);
