-- Who changed segment, and why.

-- says: {author_count:does|account|has|have} another style cluster than in the former delivery.
select sum(author_count) as author_count from mover_counts
where segmentation = 'style_clusters'
having sum(author_count) > 0;

-- says: Nobody has another style cluster than in the former delivery.
select 1 as is_unmoved from delivery
where former_date is not null and not exists (
    select 1 as is_moved from mover_counts
    where segmentation = 'style_clusters'
);

-- says: Here will stand who moved between segments, with the shares that decided it, and why.
select version_date from delivery
where former_date is null;

-- says: The commonest way: {former_segment:named} to {segment:named}, {author_count:count|account}.
select
    former_segment,
    segment,
    sum(author_count) as author_count
from mover_counts
where segmentation = 'style_clusters'
group by former_segment, segment
order by author_count desc, former_segment asc, segment asc
limit 1;

-- says: The clusters were retrained between the two, so a move may be one of the model.
select 1 as is_retrained
where exists (
    select 1 as is_retrained from mover_counts
    where segmentation = 'style_clusters' and reason = 'new_model'
);

-- says: Rules or code of the segments differ between the two, so a move may be one of the rules.
select 1 as is_changed
where exists (
    select 1 as is_changed from mover_counts
    where segmentation <> 'follower_band' and reason = 'new_rules'
);

-- says: {author_count:does|account|has|have} another follower band.
select sum(author_count) as author_count from mover_counts
where segmentation = 'follower_band'
having sum(author_count) > 0;
