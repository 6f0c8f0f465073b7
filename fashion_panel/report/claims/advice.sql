-- What to do about the panel, each with its number; nothing where there is nothing to do.

-- title: Get the missing follower counts
-- number: {unknown_follower_count:count}
-- says: {unknown_follower_count:count|account} ({share:share}) {verb} no follower count in any table. Without one there is no
--   band and no engagement rate; ask for them with the next delivery.
select
    unknown_follower_count,
    unknown_follower_count * 1.0 / author_count as share,
    case when unknown_follower_count = 1 then 'has' else 'have' end as verb
from advice
where unknown_follower_count > 0;

-- title: Mend the export at its source
-- number: {lost:count}
-- says: {rejected:does|rejected row|arrives|arrive} and {duplicate:does|duplicate row|arrives|arrive} with the delivery.
--   {source_table} loses most, {share:share} of its rows; rejected_rows names file, line and reason for the supplier.
with files as (

    select
        source_table,
        sum(rejected_rows) over () as rejected,
        sum(duplicate_rows) over () as duplicate,
        (rejected_rows + duplicate_rows) * 1.0 / nullif(raw_rows, 0) as share
    from ledger

)

select
    source_table,
    rejected,
    duplicate,
    rejected + duplicate as lost,
    share
from files
where rejected + duplicate > 0
order by share desc nulls last, source_table asc
limit 1;

-- title: Ask for a minimum activity
-- number: {few_images_count:count}
-- says: {few_images_count:count|account} ({share:share}) {verb} fewer than {least_images:count} images and can't be placed by
--   style; {silent_count:count} of them posted nothing. Collect more of their posts, or replace them.
select
    few_images_count,
    silent_count,
    least_images,
    few_images_count * 1.0 / author_count as share,
    case when few_images_count = 1 then 'shows' else 'show' end as verb
from advice
where few_images_count > 0;

-- title: Refresh segments every {weeks:count|week}
-- number: {weeks:count|week}
-- says: The median active account shows {pace:number} images a week, so {weeks:count|week} {verb} {least_images:count} new
--   ones, as many as a style takes. Trends are counted weekly all the same.
with pace as (

    select
        least_images,
        images_a_week_median as pace,
        greatest(1, ceil(least_images / nullif(images_a_week_median, 0))) as weeks
    from advice

)

select
    pace.least_images,
    pace.pace,
    pace.weeks,
    case when pace.weeks = 1 then 'brings' else 'bring' end as verb
from pace
cross join limits
where pace.pace > 0 and pace.weeks <= limits.max_refresh_weeks;

-- title: Collect more posts before refreshing segments
-- number: {pace:number}
-- says: The median active account shows {pace:number} images a week; {least_images:count} new ones, as many as a style takes,
--   need more than {max_refresh_weeks:count} weeks.
select
    advice.least_images,
    advice.images_a_week_median as pace,
    limits.max_refresh_weeks
from advice
cross join limits
where advice.images_a_week_median > 0 and ceil(advice.least_images / advice.images_a_week_median) > limits.max_refresh_weeks;

-- title: Look at accounts that fell silent
-- number: {silent_quarter_count:count}
-- says: {silent_quarter_count:does|account|has|have} posted nothing in the last 13 weeks after posting before.
select silent_quarter_count from advice
where silent_quarter_count > 0;

-- title: Retrain the style model
-- number: {drifted_count:count}
-- says: {drifted_count:does|distribution|has|have} drifted by more than {drift_max_psi:number} since the model was fitted
--   (largest {largest_psi:number}): build with refit: always.
select
    drifted_count,
    drift_max_psi,
    largest_psi
from advice
where drifted_count > 0;

-- title: Keep the style model
-- number: {largest_psi:number}
-- says: Fitted on an earlier delivery, it still fits this one: the largest drift is {largest_psi:number}, the limit
--   {drift_max_psi:number}.
select
    drift_max_psi,
    largest_psi
from advice
where drifted_count = 0 and largest_psi is not null;

-- title: Read followers afresh before using bands
-- number: {near_edge_count:count}
-- says: {near_edge_count:does|account|lies|lie} within {edge_window:share} of a band edge ({share:share} of all): a slightly
--   stale count puts such an account in another band. Use the follower count where the number matters.
select
    near_edge_count,
    edge_window,
    near_edge_count * 1.0 / author_count as share
from advice
where near_edge_count > 0;

-- title: Validate by eye
-- number: {hand_check_count:count}
-- says: Draw {hand_check_count:count|account} at random over {hand_check_segment_count:count} clusters and let the fashion team
--   name their style blind: enough to know the hit rate of each cluster to 10 points either way (95 %).
select
    hand_check_count,
    hand_check_segment_count
from advice
where hand_check_segment_count > 1;

-- title: Deliver accounts
-- number: 0
-- says: The delivery holds no account, so there is nothing else to recommend.
select author_count from panel
where author_count = 0;
