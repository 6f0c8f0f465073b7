-- How many lifts of the published kind hold per item.

-- says: {band:named} accounts “ever show” {seeming:count|fashion label} at least {least_lift:number} times as often as the
--   panel. Per item, {more_count:does|label|is|are} shown more often, {less_count:does|label|is|are} shown less often, and for
--   {rest_count:count|label} no clear difference is found (false discovery rate {rate:share}).
with bands as (

    select
        band,
        count(*) as seeming,
        sum(case when verdict = 'more per item' then 1 else 0 end) as more_count,
        sum(case when verdict = 'less per item' then 1 else 0 end) as less_count,
        sum(case when verdict = 'no clear difference' then 1 else 0 end) as rest_count
    from naive_lifts
    where naive_lift >= (select max(limits.seeming_lift) from limits) and band <> 'unknown'
    group by band

)

select
    bands.*,
    limits.claim_q_value as rate,
    limits.seeming_lift as least_lift
from bands
cross join limits
cross join clusters
where clusters.band_count > 1
order by bands.seeming - bands.more_count desc, bands.band asc
limit 1;

-- says: No band “ever shows” a fashion label at least {least_lift:number} times as often as the panel.
with bands as (

    select max(naive_lift) as largest_lift
    from naive_lifts
    where band <> 'unknown'

)

select limits.seeming_lift as least_lift
from bands
cross join limits
cross join clusters
where bands.largest_lift < limits.seeming_lift and clusters.band_count > 1;

-- says: There are no two bands to compare.
select clusters.band_count
from clusters
cross join panel
where clusters.band_count < 2 and panel.author_count > 0;

-- says: No fashion label is shown by enough accounts to compare bands.
select clusters.band_count
from clusters
left join naive_lifts on naive_lifts.band <> 'unknown'
where clusters.band_count > 1 and naive_lifts.band is null;
