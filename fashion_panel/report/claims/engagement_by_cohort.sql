-- The spread of engagement inside cohorts of like size, and between them.

-- says: Among accounts of like size, a quarter of them is engaged at least {inside:times} as much as another quarter.
with cohorts as (

    select boxes.p75 / boxes.p25 as inside
    from cohort_boxes as boxes
    cross join limits
    where
        boxes.band = 'all'
        and boxes.segment = 'all'
        and boxes.dot is null
        and boxes.p25 > 0
        and boxes.author_count >= limits.min_accounts

)

select percentile_cont(0.5) within group (order by inside) as inside
from cohorts;

-- says: The medians of the {cohort_count} cohorts lie up to {apart:times} apart, so compare engagement inside a cohort only:
--   engagement_percentile of author_segments does.
with cohorts as (

    select
        count(*) as cohort_count,
        max(boxes.p50) / nullif(min(boxes.p50), 0) as apart
    from cohort_boxes as boxes
    cross join limits
    where boxes.band = 'all' and boxes.segment = 'all' and boxes.dot is null and boxes.author_count >= limits.min_accounts

)

select
    cohorts.cohort_count,
    cohorts.apart
from cohorts
cross join limits
where cohorts.cohort_count > 1 and cohorts.apart >= limits.clear_ratio;

-- says: No account has an engagement rate, so there is no cohort to compare in.
select panel.author_count from panel
left join cohort_boxes on true
where panel.author_count > 0 and cohort_boxes.followers is null;
