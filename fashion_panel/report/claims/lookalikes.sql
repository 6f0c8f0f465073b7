-- Whether accounts that look alike are in one style cluster, and in one band.

-- says: Of the look-alikes of an account {share:share} are in its style cluster, where chance would give {chance_share:share}.
select
    sum(lookalikes.lookalike_count * lookalikes.share) / sum(lookalikes.lookalike_count) as share,
    sum(lookalikes.lookalike_count * lookalikes.chance_share) / sum(lookalikes.lookalike_count) as chance_share
from lookalikes
cross join limits
where lookalikes.segmentation = 'style_clusters'
group by limits.min_accounts
having count(*) > 1 and sum(lookalikes.author_count) >= limits.min_accounts;

-- says: The follower band of an account holds {share:share} of its look-alikes; chance would give {chance_share:share}.
select
    sum(lookalikes.lookalike_count * lookalikes.share) / sum(lookalikes.lookalike_count) as share,
    sum(lookalikes.lookalike_count * lookalikes.chance_share) / sum(lookalikes.lookalike_count) as chance_share
from lookalikes
cross join limits
where lookalikes.segmentation = 'follower_band'
group by limits.min_accounts
having count(*) > 1 and sum(lookalikes.author_count) >= limits.min_accounts;

-- says: No account of a style cluster has look-alikes: too few show enough to be compared.
select panel.author_count
from panel
left join lookalikes on lookalikes.segmentation = 'style_clusters'
where panel.author_count > 0 and lookalikes.segment is null;
