-- Which brands it shows, held against the panel on as many shoes and bags.

-- says: {brand:named}: {item_count:count|item} on {post_count:count|post}, where the panel would have
--   {expected_items:number}{claim}
select
    brands.brand,
    brands.item_count,
    brands.post_count,
    brands.expected_items,
    case when brands.is_affine then '; far more, beyond chance' else '' end as claim
from marts.author_brand_affinity as brands
inner join account on brands.author_id = account.author_id
order by brands.brand_rank asc
limit 10;

-- says: It shows no brand.
select account.author_id
from account
left join marts.author_brand_affinity as brands on account.author_id = brands.author_id
where brands.author_id is null;
