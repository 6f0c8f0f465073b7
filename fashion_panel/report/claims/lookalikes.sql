-- Whether accounts that look alike are in one style cluster, and in one band.

-- says: Of the look-alikes of an account {share:share} are in its style cluster, where chance would give {chance_share:share}.
with clusters as (

    select
        count(*) as cluster_count,
        sum(author_count) as author_count,
        sum(lookalike_count * share) / sum(lookalike_count) as share,
        sum(lookalike_count * chance_share) / sum(lookalike_count) as chance_share
    from lookalikes

)

select
    clusters.share,
    clusters.chance_share
from clusters
cross join limits
where clusters.cluster_count > 1 and clusters.author_count >= limits.min_accounts;

-- says: In its follower band are {share:share}; chance would give {chance_share:share}.
select
    lookalike_bands.share,
    lookalike_bands.chance_share
from lookalike_bands
cross join limits
where lookalike_bands.band_count > 1 and lookalike_bands.author_count >= limits.min_accounts;

-- says: No account of a style cluster has look-alikes: too few show enough to be compared.
select panel.author_count
from panel
left join lookalikes on lookalikes.lookalike_count > 0
where panel.author_count > 0 and lookalikes.segment is null;
