-- Which brands a style cluster shows more than the others do, per shoe and bag.

-- says: {claim_count:count|time} a cluster clearly shows a brand more than the others do; the surest: {segment:named} shows
--   {brand_title} {rate_ratio:times} as often per shoe and bag as the other clusters, at least {ci_low:times}.
with claims as (

    select
        brand_affinity.*,
        count(*) over () as claim_count,
        row_number() over (
            order by brand_affinity.ci_low desc, brand_affinity.segment asc, brand_affinity.brand asc
        ) as claim_rank
    from brand_affinity
    where brand_affinity.verdict = 'more' and brand_affinity.ci_low > 1

)

select
    claim_count,
    segment,
    brand_title,
    rate_ratio,
    ci_low
from claims
where claim_rank = 1;

-- says: No brand is clearly shown more by one cluster than by the others.
select panel.author_count
from panel
left join brand_affinity on brand_affinity.verdict = 'more' and brand_affinity.ci_low > 1
where panel.author_count > 0 and brand_affinity.brand is null;
